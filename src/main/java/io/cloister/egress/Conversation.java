package io.cloister.egress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A connection to another host in a protocol that is not HTTP, as that of mail. Each reading waits
 * no longer than was said when it was begun, and all of it together neither. For one thread.
 */
public final class Conversation implements AutoCloseable {

  private final String host;
  private final SSLContext trust;
  private final BiConsumer<Long, Long> onClose;
  private final Duration total;
  private final Thread limit;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private long sent;
  private long read;
  private boolean closed;
  private volatile boolean late;

  Conversation(
      Socket socket, String host, SSLContext trust, Duration total, BiConsumer<Long, Long> onClose)
      throws IOException {
    this.socket = socket;
    this.host = host;
    this.trust = trust;
    this.onClose = onClose;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.total = total;
    this.limit = Thread.ofVirtual().name("egress-limit").start(() -> end(socket));
  }

  private void end(Socket plain) {
    try {
      Thread.sleep(total);
      late = true;
      plain.close(); // whatever waits on it ends
    } catch (InterruptedException | IOException e) {
      // it was closed
    }
  }

  private IOException told(IOException e) {
    return late
        ? new SocketTimeoutException("it took longer than %d s in all".formatted(total.toSeconds()))
        : e;
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
    try {
      secured.startHandshake();
    } catch (IOException e) {
      throw told(e);
    }
    socket = secured;
    in = new BufferedInputStream(secured.getInputStream()); // what came before in clear is dropped
    out = secured.getOutputStream();
  }

  /** The next byte; -1 at the end. */
  public int read() throws IOException {
    try {
      int one = in.read();
      read += one < 0 ? 0 : 1;
      return one;
    } catch (IOException e) {
      throw told(e);
    }
  }

  public void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw told(e);
    }
    sent += bytes.length;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      limit.interrupt();
      onClose.accept(sent, read);
      socket.close();
    }
  }
}
