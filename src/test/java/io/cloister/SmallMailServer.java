package io.cloister;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server on loopback that takes on any letter, as far as a test lets it. */
public final class SmallMailServer implements AutoCloseable {

  /**
   * A letter as it arrived.
   *
   * @param secured whether it came in TLS
   * @param signedIn as whom with which password; empty if nobody did
   */
  public record Letter(
      String from, List<String> to, String head, String text, boolean secured, String signedIn) {}

  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private volatile int refusal;
  private volatile String unknown = "";
  private volatile int refusalOfSenders;
  private final AtomicInteger refused = new AtomicInteger();

  private SmallMailServer(@Nullable SSLContext tls) {
    try {
      this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.tls = tls;
    Thread.ofVirtual().start(this::serve);
  }

  public static SmallMailServer start() {
    return new SmallMailServer(null);
  }

  /** One that offers STARTTLS, and then to sign in. */
  public static SmallMailServer secured(SSLContext tls) {
    return new SmallMailServer(tls);
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<Letter> letters() {
    return List.copyOf(letters);
  }

  /** From now on every recipient is refused with this code; 0 for none. */
  public void refuse(int code) {
    refusal = code;
  }

  /** From now on this recipient is not known. */
  public void forget(String recipient) {
    unknown = recipient;
  }

  /** From now on every sender is refused with this code; 0 for none. */
  public void refuseSenders(int code) {
    refusalOfSenders = code;
  }

  /** How many senders were refused. */
  public int refused() {
    return refused.get();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void talk(Socket plain) {
    try (plain) {
      new Talk(plain).run();
    } catch (IOException e) {
      // the client is gone
    }
  }

  private final class Talk {

    private Socket socket;
    private BufferedReader in;
    private String from = "";
    private final List<String> to = new CopyOnWriteArrayList<>();
    private String signedIn = "";

    Talk(Socket socket) throws IOException {
      this.socket = socket;
      this.in = reader(socket);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    void run() throws IOException {
      say("220 small.test ready");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var word = line.split("[ :]", 2)[0];
        switch (word) {
          case "EHLO" ->
              say(
                  tls == null
                      ? "250-small.test\r\n250 8BITMIME"
                      : socket instanceof SSLSocket
                          ? "250-small.test\r\n250 AUTH LOGIN PLAIN"
                          : "250-small.test\r\n250 STARTTLS");
          case "STARTTLS" -> {
            say("220 go on");
            var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            socket = secured;
            in = reader(secured);
          }
          case "AUTH" -> {
            signedIn =
                new String(
                        Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length())), UTF_8)
                    .replace('\0', ' ')
                    .strip();
            say("235 welcome");
          }
          case "MAIL" -> {
            from = line.replaceAll(".*<(.*)>", "$1");
            if (refusalOfSenders == 0) {
              say("250 fine");
            } else {
              refused.incrementAndGet();
              say(refusalOfSenders + " not you");
            }
          }
          case "RCPT" -> {
            var recipient = line.replaceAll(".*<(.*)>", "$1");
            to.add(recipient);
            int code = recipient.equals(unknown) ? 550 : refusal;
            say(code == 0 ? "250 fine" : code + " not now");
          }
          case "DATA" -> {
            say("354 go on");
            take();
            say("250 taken");
          }
          default -> say("221 bye");
        }
      }
    }

    private void take() throws IOException {
      var all = new StringBuilder();
      for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
        all.append(line).append("\r\n");
      }
      var parts = all.toString().split("\r\n\r\n", 2);
      var text = new String(Base64.getMimeDecoder().decode(parts[1]), UTF_8);
      letters.add(
          new Letter(from, List.copyOf(to), parts[0], text, socket instanceof SSLSocket, signedIn));
    }

    private void say(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
      socket.getOutputStream().flush();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
