package io.cloister.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** Speaks TLS before a server on this machine that does not, whatever it speaks otherwise. */
public final class TlsDoor implements AutoCloseable {

  private final ServerSocket outside;
  private final int inside;

  private TlsDoor(ServerSocket outside, int inside) {
    this.outside = outside;
    this.inside = inside;
  }

  /**
   * @param own what is shown to whoever comes
   */
  public static TlsDoor before(int port, SSLContext own) {
    try {
      var outside =
          own.getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
      var door = new TlsDoor(outside, port);
      Thread.ofVirtual().start(door::open);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return outside.getLocalPort();
  }

  private void open() {
    while (true) {
      try {
        var come = outside.accept();
        var server = new Socket(InetAddress.getByName("127.0.0.1"), inside);
        Thread.ofVirtual().start(() -> carry(come, server));
        Thread.ofVirtual().start(() -> carry(server, come));
      } catch (IOException e) {
        return; // it is closed, or the server behind it is gone
      }
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one of them hung up
    }
  }

  @Override
  public void close() throws IOException {
    outside.close();
  }
}
