package io.cloister.egress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A connection to another host in a protocol that is not HTTP, as that of mail. Each reading waits
 * no longer than was said when it was begun. For one thread.
 */
public final class Conversation implements AutoCloseable {

  private final String host;
  private final SSLContext trust;
  private final BiConsumer<Long, Long> onClose;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private long sent;
  private long read;
  private boolean closed;

  Conversation(Socket socket, String host, SSLContext trust, BiConsumer<Long, Long> onClose)
      throws IOException {
    this.socket = socket;
    this.host = host;
    this.trust = trust;
    this.onClose = onClose;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /**
   * From now on in TLS, with a certificate of the host's name.
   *
   * @throws IOException if it has none that is trusted; nothing else was sent
   */
  public void secure() throws IOException {
    var secured =
        (SSLSocket) trust.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    socket = secured;
    in = new BufferedInputStream(secured.getInputStream()); // what came before in clear is dropped
    out = secured.getOutputStream();
  }

  /** The next byte; -1 at the end. */
  public int read() throws IOException {
    int one = in.read();
    read += one < 0 ? 0 : 1;
    return one;
  }

  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    sent += bytes.length;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      onClose.accept(sent, read);
      socket.close();
    }
  }
}
