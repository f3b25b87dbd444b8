package io.cloister.sources.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.cloister.Running;
import io.cloister.sources.TriedSource;
import jakarta.mail.Flags.Flag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A mailbox on a real server on this machine. */
@Running
class MailboxSourceTests {

  private static final String PASSWORD = "a canary of a \"password\"";

  @LocalServerPort int port;

  private GreenMail server;
  private GreenMailUser ada;
  private TriedSource source;

  @BeforeEach
  void serve() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    server.start();
    ada = server.setUser("ada@example.com", "ada", PASSWORD);
    source = new TriedSource(port);
  }

  @AfterEach
  void end() {
    source.close();
    server.stop();
  }

  @Test
  void bringsWhatTheRulesMeanOnceWithItsParts() throws FolderException {
    deliver("bob@example.com", "Invoice 1", "The first invoice.");
    deliver("bob@example.com", "Lunch", "At noon?");
    deliver("eve@example.net", "Invoice 2", "From somebody else.");
    source.add(
        "mailbox",
        place(",\"from\":\"bob@example.com\",\"subject\":\"Invoice\""),
        secret(PASSWORD) + ",\"whenGone\":\"bin\"");
    assertThat(source.problem()).isNull();
    assertThat(source.files()).containsExactly("mail-1.eml");
    await()
        .untilAsserted(() ->
            assertThat(source.text("mail-1.eml"))
                .contains("Invoice 1", "The first invoice.", "What was attached."));
    assertThat(source.shown()).doesNotContain("canary");
    assertThat(source.boundary()).contains("imap://127.0.0.1", "source '" + source.name());
    assertThat(inbox().getMessages())
        .as("nobody can tell that it was read")
        .noneMatch(message -> message.getFlags().contains(Flag.SEEN));

    deliver("bob@example.com", "Invoice 3", "The third invoice.");
    source.look();
    assertThat(source.last("added")).isEqualTo(1);
    assertThat(source.last("unchanged")).isEqualTo(1);
    assertThat(source.files()).containsExactlyInAnyOrder("mail-1.eml", "mail-4.eml");

    inbox().deleteAllMessages();
    source.look();
    assertThat(source.problem()).isEqualTo("empty-place");
    source.binHeldBack();
    assertThat(source.last("binned")).isEqualTo(2);
    assertThat(source.files()).isEmpty();
  }

  @Test
  void readsOtherFoldersOfAnyName() throws Exception {
    var folder = server.getManagers().getImapHostManager().createMailbox(ada, "Verträge & Co");
    folder.store(GreenMailUtil.newMimeMessage(mail("bob@example.com", "Lease", "Of the hall.")));
    source.add("mailbox", place(",\"folder\":\"Verträge & Co\""), secret(PASSWORD));
    assertThat(source.problem()).isNull();
    assertThat(source.files()).containsExactly("mail-1.eml");
  }

  @Test
  void tellsWhatIsWrong() throws IOException {
    deliver("bob@example.com", "Invoice 1", "The first invoice.");
    source.add("mailbox", place(""), secret("wrong"));
    assertThat(source.problem()).isEqualTo("sign-in-refused");
    source.change("mailbox", place(",\"folder\":\"Nowhere\""), secret(PASSWORD));
    source.look();
    assertThat(source.problem()).isEqualTo("no-mailbox");
    try (var clear = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(clear));
      source.change("mailbox", place(clear.getLocalPort(), "tls", ""), secret(PASSWORD));
      source.look();
      assertThat(source.problem()).as("it speaks no TLS").isEqualTo("not-trusted");
    }
    source.change("mailbox", place(""), secret(PASSWORD));
    source.look();
    assertThat(source.files()).containsExactly("mail-1.eml");
    server.stop();
    source.look();
    assertThat(source.problem()).isEqualTo("unreachable");
    assertThat(source.files()).containsExactly("mail-1.eml");
    assertThat(
            source.refused(
                "mailbox", "{\"host\":\"mail.example\",\"tls\":\"none\",\"user\":\"a\"}", ""))
        .contains("only over TLS");
    assertThat(source.refused("mailbox", "{\"host\":\"no host\",\"user\":\"a\"}", ""))
        .contains("\"field\":\"host\"");
  }

  private static void greet(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write("* OK in clear\r\n".getBytes(US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // it was hung up on
    }
  }

  // --- help ---------------------------------------------------------------------------------

  private String place(String more) {
    return place(server.getImap().getPort(), "none", more);
  }

  private static String place(int port, String tls, String more) {
    return "{\"host\":\"127.0.0.1\",\"port\":%d,\"tls\":\"%s\",\"user\":\"ada\"%s}"
        .formatted(port, tls, more);
  }

  private static String secret(String password) {
    return ",\"secret\":\"%s\"".formatted(password.replace("\"", "\\\""));
  }

  private MailFolder inbox() throws FolderException {
    return server.getManagers().getImapHostManager().getInbox(ada);
  }

  private void deliver(String from, String subject, String text) {
    ada.deliver(GreenMailUtil.newMimeMessage(mail(from, subject, text)));
  }

  private static String mail(String from, String subject, String text) {
    return """
    From: %s
    To: ada@example.com
    Subject: %s
    Date: Mon, 02 Nov 2026 10:00:00 +0000
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="b"

    --b
    Content-Type: text/plain; charset=utf-8

    %s
    --b
    Content-Type: text/plain; charset=utf-8; name="note.txt"
    Content-Disposition: attachment; filename="note.txt"

    What was attached.
    --b--
    """
        .formatted(from, subject, text)
        .replace("\n", "\r\n");
  }
}
