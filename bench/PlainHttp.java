import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Consumer;

/** As much of HTTP/1.1 as both ends of a measurement need, by hand, so that they take as little as can be. */
final class PlainHttp {

  /** Serves each connection in a thread of its own, for as long as the process lives, and gives the port. */
  static int listen(int backlog, Consumer<Socket> serve) throws IOException {
    var server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> {
      while (true) {
        try {
          var socket = server.accept();
          Thread.ofVirtual().start(() -> serve.accept(socket));
        } catch (IOException e) {
          return;
        }
      }
    });
    return server.getLocalPort();
  }

  /** The first line and the headers; null at the end. */
  static String head(InputStream in) throws IOException {
    var bytes = new byte[8192];
    int n = 0;
    while (n < 4 || bytes[n - 1] != '\n' || bytes[n - 3] != '\n') {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      bytes[n++] = (byte) b;
    }
    return new String(Arrays.copyOf(bytes, n), UTF_8);
  }

  static int length(String head) {
    int at = head.toLowerCase().indexOf("content-length:");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
  }

  /** The size of the next chunk; 0 at the last. */
  static int chunk(InputStream in) throws IOException {
    var size = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        size.append((char) b);
      }
    }
    return Integer.parseInt(size.toString(), 16);
  }
}
