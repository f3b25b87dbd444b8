package io.cloister.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on loopback that plays what a test says byte by byte, whether or not it is HTTP. */
final class RawEndpoint implements AutoCloseable {

  /** What happens on one connection. */
  @FunctionalInterface
  interface Play {
    void on(Line line) throws IOException;
  }

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Play play;

  RawEndpoint(Play play) {
    this.play = play;
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("raw-endpoint").start(this::accept);
  }

  void play(Play other) {
    play = other;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** How many connections nobody has hung up on yet. */
  int open() {
    return open.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("raw-endpoint").start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      play.on(new Line(socket));
    } catch (IOException e) {
      // the other side hung up, which is what most of this is about
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection. */
  static final class Line {

    private final Socket socket;
    private String request = "";

    Line(Socket socket) {
      this.socket = socket;
    }

    /** Reads one request, its body included. */
    Line read() throws IOException {
      var in = socket.getInputStream();
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("hung up");
        }
        head.append((char) next);
      }
      int length = 0;
      for (var header : head.toString().toLowerCase(Locale.ROOT).split("\r\n")) {
        if (header.startsWith("content-length:")) {
          length = Integer.parseInt(header.substring(15).strip());
        }
      }
      request = head + new String(in.readNBytes(length), UTF_8);
      return this;
    }

    boolean isStreamed() {
      return request.contains("\"stream\":true");
    }

    boolean isForVectors() {
      return request.startsWith("POST /v1/embeddings");
    }

    boolean isForRanks() {
      return request.startsWith("POST /v1/rerank");
    }

    void send(String bytes) throws IOException {
      send(bytes.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Says nothing more until the other side hangs up. */
    void rest() throws IOException {
      var in = socket.getInputStream();
      while (in.read() >= 0) {
        // whatever else it says
      }
    }

    /** Breaks off without a farewell. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
