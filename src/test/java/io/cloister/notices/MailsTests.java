package io.cloister.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.SmallMailServer;
import io.cloister.egress.Egress;
import io.cloister.egress.Egresses;
import io.cloister.notices.MailServer.Tls;
import io.cloister.notices.NoticeFailed.Problem;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class MailsTests {

  private static final Mail LETTER =
      new Mail(
          "msg_1",
          "cloister@house.test",
          List.of("a@house.test", "b@house.test"),
          "Budget für Ärzte is spent",
          ".\nGrüße\n" + "long ".repeat(300));

  @Test
  void handsALetterOverAsItIs() {
    try (var server = SmallMailServer.start()) {
      send(LETTER, new MailServer("mail.house.test", server.port(), Tls.NONE, null, null), null);

      assertThat(server.letters())
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.from()).isEqualTo("cloister@house.test");
            assertThat(letter.to()).containsExactly("a@house.test", "b@house.test");
            assertThat(letter.text()).isEqualTo(LETTER.text());
            assertThat(letter.head()).contains("Subject: =?UTF-8?B?", "Message-ID: <msg_1@");
            assertThat(letter.secured()).isFalse();
          });
    }
  }

  @Test
  void signsInOnlyOnceTheLineIsSecure() throws Exception {
    var tls = Egresses.certificateOf("mail.house.test");
    try (var server = SmallMailServer.secured(tls)) {
      var known = new MailServer("mail.house.test", server.port(), Tls.STARTTLS, "me", "pass word");

      send(LETTER, known, tls);

      assertThat(server.letters())
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.secured()).isTrue();
            assertThat(letter.signedIn()).isEqualTo("me pass word");
          });
      // another name than that of the certificate
      var other = new MailServer("other.house.test", server.port(), Tls.STARTTLS, "me", "p");
      assertThatExceptionOfType(NoticeFailed.class).isThrownBy(() -> send(LETTER, other, tls));
      assertThat(server.letters()).hasSize(1);
    }
  }

  @Test
  void insistsOnTlsWhereItWasAskedFor() {
    try (var server = SmallMailServer.start()) {
      assertThatExceptionOfType(NoticeFailed.class)
          .isThrownBy(() ->
              send(LETTER, new MailServer("m.test", server.port(), Tls.STARTTLS, null, null), null))
          .satisfies(failed -> assertThat(failed.isPassing()).isFalse());
      assertThat(server.letters()).isEmpty();
    }
  }

  @Test
  void aLetterThatIsPassedOnIsTakenOn() {
    try (var server = SmallMailServer.start()) {
      server.refuse(251);

      send(LETTER, new MailServer("m.test", server.port(), Tls.NONE, null, null), null);

      assertThat(server.letters()).hasSize(1);
    }
  }

  @Test
  void knowsWhatIsNoAddress() {
    assertThat(Mail.isAddress("a@house.test")).isTrue();
    for (var none :
        List.of(
            "a@b.test\r\nBcc: x@y.test",
            "a b@c.test",
            "<a@b.test>",
            "a@b.test>",
            "a@-b.test",
            "")) {
      assertThat(Mail.isAddress(none)).as(none).isFalse();
    }
    assertThat(Mail.isAddress("a@" + "b".repeat(252))).isTrue();
    assertThat(Mail.isAddress("a@" + "b".repeat(253))).isFalse();
  }

  @Test
  void tellsWhetherItMayGoBetterLater() {
    try (var server = SmallMailServer.start()) {
      var plain = new MailServer("m.test", server.port(), Tls.NONE, null, null);
      server.refuse(450);
      assertThatExceptionOfType(NoticeFailed.class)
          .isThrownBy(() -> send(LETTER, plain, null))
          .satisfies(failed -> assertThat(failed.isPassing()).isTrue());
      server.refuse(550);
      assertThatExceptionOfType(NoticeFailed.class)
          .isThrownBy(() -> send(LETTER, plain, null))
          .satisfies(failed -> {
            assertThat(failed.isPassing()).isFalse();
            assertThat(failed.isOfRecipient()).isTrue();
            assertThat(failed.said()).isEqualTo("a@house.test: 550");
          });
      server.refuse(0);
      server.refuseSenders(550);
      assertThatExceptionOfType(NoticeFailed.class)
          .isThrownBy(() -> send(LETTER, plain, null))
          .satisfies(failed -> {
            assertThat(failed.isPassing()).isFalse();
            assertThat(failed.isOfRecipient()).as("another's letter fares no better").isFalse();
            assertThat(failed.problem()).isEqualTo(Problem.SENDER);
            assertThat(failed.said()).isEqualTo("550");
          });
    }
    int dead;
    try (var gone = SmallMailServer.start()) {
      dead = gone.port();
    }
    assertThatExceptionOfType(NoticeFailed.class)
        .isThrownBy(() -> send(LETTER, new MailServer("m.test", dead, Tls.NONE, null, null), null))
        .satisfies(failed -> assertThat(failed.isPassing()).isTrue());
  }

  private static void send(Mail mail, MailServer server, @Nullable SSLContext trust) {
    try (var egress = egress(server, trust)) {
      new Mails(egress, Clock.systemUTC()).send(mail, server);
    }
  }

  private static Egress egress(MailServer server, @Nullable SSLContext trust) {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/V009__egress.sql"),
            new ClassPathResource("db/migration/V011__left_the_house.sql"))
        .execute(database);
    try {
      return Egresses.here(
          JdbcClient.create(database),
          () -> List.of(server.place("test")),
          trust == null ? SSLContext.getDefault() : trust);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
