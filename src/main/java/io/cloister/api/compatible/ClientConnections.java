package io.cloister.api.compatible;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, which also tells whether a client is still there while its request is worked
 * on. The Servlet API cannot: it notices by writing only, when it may be minutes too late.
 */
public final class ClientConnections extends Http11NioProtocol {

  /** One connection of a client. */
  interface Client {

    /**
     * Whether the client has closed it. Only to be asked after all of the request was read and
     * before its answer is finished, and by one thread at a time.
     */
    boolean isClosed();
  }

  /** Looks through all connections, so once a request; empty if there is none of this name. */
  Optional<Client> find(String connection) {
    return getEndpoint().getConnections().stream()
        .filter(
            each -> each.getServletConnection("http/1.1", "").getConnectionId().equals(connection))
        .findAny()
        .map(found -> () -> isClosed(found));
  }

  private static boolean isClosed(SocketWrapperBase<NioChannel> connection) {
    var first = new byte[1];
    try {
      int read = connection.read(false, first, 0, 1);
      if (read > 0) {
        // a client that sends its next request already; it is read when its turn comes
        connection.unRead(ByteBuffer.wrap(first));
      }
      return read < 0;
    } catch (EOFException e) {
      return true;
    } catch (IOException e) {
      return true; // reset
    }
  }
}
