package io.cloister.api.compatible;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, which also tells whether a client is still there while its request is worked
 * on, and holds less for each connection. The Servlet API cannot tell: it notices by writing only,
 * when it may be minutes too late.
 */
public final class ClientConnections extends Http11NioProtocol {

  // Thousands of streams wait for long: what a connection holds meanwhile counts more than that a
  // long page is written, or a large file read, in a few steps more.
  private static final int BUFFER_BYTES = 2 * 1024;
  private static final int TRAILER_BYTES = 1024; // which hardly a client sends and nobody reads

  public ClientConnections() {
    setProperty("socket.appReadBufSize", String.valueOf(BUFFER_BYTES));
    setProperty("socket.appWriteBufSize", String.valueOf(BUFFER_BYTES));
    setMaxTrailerSize(TRAILER_BYTES);
  }

  /** One connection of a client. */
  interface Client extends ServletConnection {

    /**
     * Whether the client has closed it. Only to be asked after all of the request was read and
     * before its answer is finished, and by one thread at a time.
     */
    boolean isClosed();
  }

  /** Of bytes, and again of characters, that an answer is collected in. */
  @Override
  public int getDesiredBufferSize() {
    return BUFFER_BYTES;
  }

  @Override
  protected Processor createProcessor() {
    return new ClientProcessor(this, getAdapter());
  }

  /** The connection of each of its requests is a {@link Client}. */
  private static final class ClientProcessor extends Http11Processor {

    ClientProcessor(ClientConnections protocol, Adapter adapter) {
      super(protocol, adapter);
    }

    @Override
    protected ServletConnection getServletConnection() {
      return new Connected(super.getServletConnection(), socketWrapper);
    }
  }

  private record Connected(ServletConnection of, SocketWrapperBase<?> socket) implements Client {

    @Override
    public boolean isClosed() {
      var first = new byte[1];
      try {
        int read = socket.read(false, first, 0, 1);
        if (read > 0) {
          // a client that sends its next request already; it is read when its turn comes
          socket.unRead(ByteBuffer.wrap(first));
        }
        return read < 0;
      } catch (IOException e) {
        return true; // reset, or closed by the server itself
      }
    }

    @Override
    public String getConnectionId() {
      return of.getConnectionId();
    }

    @Override
    public String getProtocol() {
      return of.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
      return of.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
      return of.isSecure();
    }
  }
}
