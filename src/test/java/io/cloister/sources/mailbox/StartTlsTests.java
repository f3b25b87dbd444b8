package io.cloister.sources.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.cloister.Running;
import io.cloister.egress.Authority;
import io.cloister.sources.TriedSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A mailbox whose server begins TLS when it is asked to, by an authority of the house. */
@Running
class StartTlsTests {

  @LocalServerPort int port;

  @Test
  void believesTheAuthorityThatIsGivenAndSaysNothingBefore() throws Exception {
    var authority = new Authority();
    var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mail.start();
    mail.setUser("ada@example.com", "ada", "secret")
        .deliver(GreenMailUtil.newMimeMessage("Subject: Valves\r\n\r\nThe valve is open.\r\n"));
    try (var door =
            new Door(mail.getImap().getPort(), authority.context(authority.issue("localhost")));
        var source = new TriedSource(port)) {
      var place =
          "{\"host\":\"localhost\",\"port\":%d,\"user\":\"ada\",\"tls\":\"starttls\"}"
              .formatted(door.port());
      source.add("mailbox", place, ",\"secret\":\"secret\"");
      assertThat(source.problem()).isEqualTo("unknown-authority");

      source.change(
          "mailbox",
          place,
          ",\"tls\":{\"authority\":\"%s\"}".formatted(authority.pem().replace("\n", "\\n")));
      source.look();

      assertThat(source.problem()).isNull();
      assertThat(source.files()).containsExactly("mail-1.eml");
      assertThat(door.heard)
          .hasSizeGreaterThan(1)
          .allSatisfy(line -> assertThat(line).endsWith(" STARTTLS"));
    } finally {
      mail.stop();
    }
  }

  /** Begins TLS before a server on this machine once it was asked to. */
  private static final class Door implements AutoCloseable {

    /** All that was said before. */
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final ServerSocket outside =
        new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final int inside;
    private final SSLContext own;

    Door(int inside, SSLContext own) throws IOException {
      this.inside = inside;
      this.own = own;
      Thread.ofVirtual().start(this::open);
    }

    int port() {
      return outside.getLocalPort();
    }

    private void open() {
      while (true) {
        try {
          var come = outside.accept();
          Thread.ofVirtual().start(() -> speak(come));
        } catch (IOException e) {
          return; // it is closed
        }
      }
    }

    private void speak(Socket come) {
      try (come;
          var server = new Socket(InetAddress.getByName("127.0.0.1"), inside)) {
        say(come, "* OK ready");
        var asked =
            new BufferedReader(
                    new InputStreamReader(come.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        heard.add(asked);
        say(come, asked.split(" ", 2)[0] + " OK begin");
        var secured =
            (SSLSocket) own.getSocketFactory().createSocket(come, "localhost", port(), false);
        secured.setUseClientMode(false);
        secured.startHandshake();
        while (server.getInputStream().read() != '\n') {
          // the server's own greeting: this door gave one already
        }
        Thread.ofVirtual().start(() -> carry(secured, server));
        carry(server, secured);
      } catch (IOException e) {
        // it was not believed, or hung up
      }
    }

    private static void say(Socket to, String line) throws IOException {
      to.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void carry(Socket from, Socket to) {
      try {
        from.getInputStream().transferTo(to.getOutputStream());
        to.close();
      } catch (IOException e) {
        // one of them hung up
      }
    }

    @Override
    public void close() throws IOException {
      outside.close();
    }
  }
}
