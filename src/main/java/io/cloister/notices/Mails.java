package io.cloister.notices;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.egress.Conversation;
import io.cloister.egress.Egress;
import io.cloister.egress.HostBlocked;
import io.cloister.notices.NoticeFailed.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;

/** Hands letters to a server for mail (RFC 5321), through the walls. Safe for concurrent use. */
@Component
public class Mails {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  // a server that says a little now and then holds up nobody for longer
  private static final Duration TOTAL = Duration.ofMinutes(2);
  private static final int LONGEST_LINE = 2_000;
  private static final int MOST_LINES = 100;
  // it passes the letter on, to another server
  private static final int FORWARDED = 251;

  private final Egress egress;
  private final Clock clock;

  Mails(Egress egress, Clock clock) {
    this.egress = egress;
    this.clock = clock;
  }

  /**
   * Sends it; returning means that the server took it on for every recipient.
   *
   * @throws NoticeFailed if it did not
   */
  public void send(Mail mail, MailServer server) {
    try (var line = egress.converse(server.place("mail"), server.trust(), PATIENCE, TOTAL)) {
      new Dialogue(line).send(mail, server);
    } catch (HostBlocked e) {
      throw NoticeFailed.ofWall(e);
    } catch (SSLException e) {
      throw NoticeFailed.ofTls("the mail server %s:%d".formatted(server.host(), server.port()), e);
    } catch (IOException e) {
      throw new NoticeFailed(
          "the mail server %s:%d cannot be reached or broke off: %s"
              .formatted(server.host(), server.port(), e.getMessage()),
          Problem.UNREACHABLE,
          true,
          e.getMessage(),
          e);
    }
  }

  private record Reply(int code, List<String> lines) {

    boolean offers(String what) {
      return lines.stream().anyMatch(line -> line.toUpperCase(Locale.ROOT).startsWith(what));
    }
  }

  private final class Dialogue {

    private final Conversation line;

    Dialogue(Conversation line) {
      this.line = line;
    }

    void send(Mail mail, MailServer server) throws IOException {
      if (server.tls() == MailServer.Tls.TLS) {
        line.secure();
      }
      expect(220, reply(), "greet");
      var offers = hello();
      if (server.tls() == MailServer.Tls.STARTTLS) {
        if (!offers.offers("STARTTLS")) {
          throw new NoticeFailed(
              "the mail server does not offer STARTTLS", Problem.NO_STARTTLS, false, null, null);
        }
        expect(220, ask("STARTTLS"), "begin TLS");
        line.secure();
        offers = hello();
      }
      if (server.user() != null && server.password() != null) {
        signIn(server.user(), server.password(), offers);
      }
      expect(250, ask("MAIL FROM:<" + mail.from() + ">"), "take the sender", Problem.SENDER);
      for (var to : mail.to()) {
        expectTaken(to, ask("RCPT TO:<" + to + ">"));
      }
      expect(354, ask("DATA"), "take a letter");
      line.write(letter(mail).getBytes(US_ASCII));
      expect(250, reply(), "take the letter");
      line.write("QUIT\r\n".getBytes(US_ASCII));
    }

    private Reply hello() throws IOException {
      var reply = ask("EHLO cloister.invalid");
      expect(250, reply, "say what it offers");
      return reply;
    }

    private void signIn(String user, String password, Reply offers) throws IOException {
      var methods =
          offers.lines().stream()
              .filter(each -> each.toUpperCase(Locale.ROOT).startsWith("AUTH"))
              .findFirst()
              .orElse("")
              .toUpperCase(Locale.ROOT);
      if (methods.contains("PLAIN") || !methods.contains("LOGIN")) {
        expectSignIn(235, ask("AUTH PLAIN " + coded("\0" + user + "\0" + password)));
      } else {
        expectSignIn(334, ask("AUTH LOGIN"));
        expectSignIn(334, ask(coded(user)));
        expectSignIn(235, ask(coded(password)));
      }
    }

    private static void expectSignIn(int code, Reply reply) {
      expect(code, reply, "sign in", Problem.SIGN_IN);
    }

    private Reply ask(String command) throws IOException {
      line.write((command + "\r\n").getBytes(UTF_8));
      return reply();
    }

    private Reply reply() throws IOException {
      var lines = new ArrayList<String>();
      while (lines.size() < MOST_LINES) {
        var text = readLine();
        if (text.length() < 3 || !text.substring(0, 3).chars().allMatch(Character::isDigit)) {
          throw new IOException("it does not speak SMTP");
        }
        lines.add(text.length() > 4 ? text.substring(4) : "");
        if (text.length() == 3 || text.charAt(3) != '-') {
          return new Reply(Integer.parseInt(text.substring(0, 3)), lines);
        }
      }
      throw new IOException("it says too much");
    }

    private String readLine() throws IOException {
      var text = new StringBuilder();
      while (text.length() < LONGEST_LINE) {
        int next = line.read();
        if (next < 0) {
          throw new IOException("it hung up");
        }
        if (next == '\n') {
          return text.toString().stripTrailing();
        }
        text.append((char) next);
      }
      throw new IOException("it says too much");
    }
  }

  private static void expectTaken(String to, Reply reply) {
    var what = "take the recipient " + to;
    if (reply.code() >= 500) {
      var said = "%s: %d".formatted(to, reply.code());
      throw new NoticeFailed(refusal(reply, what), Problem.RECIPIENT, false, said, null);
    }
    if (reply.code() != FORWARDED) {
      expect(250, reply, what);
    }
  }

  private static void expect(int code, Reply reply, String what) {
    expect(code, reply, what, Problem.REFUSED);
  }

  private static void expect(int code, Reply reply, String what, Problem otherwise) {
    if (reply.code() != code) {
      boolean passing = reply.code() >= 400 && reply.code() < 500;
      var said = String.valueOf(reply.code());
      throw new NoticeFailed(refusal(reply, what), otherwise, passing, said, null);
    }
  }

  /** What it said is not told: it may quote what it was given. */
  private static String refusal(Reply reply, String what) {
    return "the mail server did not %s (%d)".formatted(what, reply.code());
  }

  private String letter(Mail mail) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    // in this form no line is too long and none begins with a dot
    var body =
        Base64.getMimeEncoder(76, "\r\n".getBytes(US_ASCII))
            .encodeToString(mail.text().getBytes(UTF_8));
    return String.join(
        "\r\n",
        "From: Cloister <" + mail.from() + ">",
        "To: " + String.join(",\r\n ", mail.to()),
        "Subject: =?UTF-8?B?" + coded(cut(mail.subject())) + "?=",
        "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(now),
        "Message-ID: <" + mail.id() + "@cloister.invalid>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        body,
        ".",
        "");
  }

  // an encoded word has at most 75 signs
  private static String cut(String subject) {
    var text = new StringBuilder();
    int bytes = 0;
    for (int point : subject.codePoints().toArray()) {
      var next = Character.toString(point);
      bytes += next.getBytes(UTF_8).length;
      if (bytes > 45) {
        break;
      }
      text.append(next);
    }
    return text.toString();
  }

  private static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
