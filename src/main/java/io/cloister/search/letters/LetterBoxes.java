package io.cloister.search.letters;

import io.cloister.identity.Actor;
import io.cloister.identity.UserId;
import io.cloister.library.Conflict;
import io.cloister.models.alert.HouseMail;
import io.cloister.notices.Mail;
import io.cloister.notices.NoticeFailed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Where people get letters: an address of their choice, once they sent back the code that came
 * there. So nobody is sent what another found.
 */
@Component
public class LetterBoxes {

  public static final List<String> LANGUAGES = List.of("en", "de");

  private static final int MOST_TRIES = 5;
  private static final int CODES = 100_000_000;

  private final JdbcClient jdbc;
  private final HouseMail mail;
  private final MessageSource messages;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final CodePace pace = new CodePace();

  LetterBoxes(JdbcClient jdbc, HouseMail mail, MessageSource messages, Clock clock) {
    this.jdbc = jdbc;
    this.mail = mail;
    this.messages = messages;
    this.clock = clock;
  }

  /** Whether letters can be sent at all. */
  public boolean isOffered() {
    return mail.isSet();
  }

  public Optional<LetterBox> of(Actor owner) {
    return of(owner.user());
  }

  Optional<LetterBox> of(UserId owner) {
    return jdbc.sql("select address, language, code, problem from search_letters where owner = ?")
        .param(owner.value())
        .query((row, _) ->
            new LetterBox(
                row.getString(1), row.getString(2), row.getString(3) == null, row.getString(4)))
        .optional();
  }

  /**
   * Takes the address in place of the one there was, and sends a code there.
   *
   * @throws Conflict if it cannot be sent; nothing was changed
   */
  public void set(String address, String language, Actor owner) {
    Assert.isTrue(Mail.isAddress(address), "letters go to an address");
    Assert.isTrue(LANGUAGES.contains(language), () -> "letters are written in " + LANGUAGES);
    if (!mail.isSet()) {
      throw new Conflict(
          "no-mail", "This server sends no mail.", "An administrator can set it under Budgets.");
    }
    var now = clock.instant();
    if (!pace.allows(owner.user(), now)) {
      throw new Conflict(
          "too-soon",
          "A code was sent a moment ago, or many were sent today.",
          "Wait half a minute, or until tomorrow.");
    }
    var code = "%08d".formatted(random.nextInt(CODES));
    var locale = Locale.of(language);
    try {
      mail.send(
          "proof-" + UUID.randomUUID(),
          address,
          messages.getMessage("letters.proof.subject", null, locale),
          messages.getMessage("letters.proof", new Object[] {code, owner.name()}, locale) + "\n");
    } catch (NoticeFailed e) {
      throw new Conflict(
          "not-delivered", String.valueOf(e.getMessage()), "Check the address and try again.");
    }
    remove(owner);
    jdbc.sql(
            "insert into search_letters (owner, address, language, code, tries, set_at)"
                + " values (?, ?, ?, ?, 0, ?)")
        .params(
            owner.user().value(),
            address,
            language,
            code,
            OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .update();
  }

  /**
   * Takes the code that came to the address; after a few wrong ones another has to be sent.
   *
   * @return whether it is the one
   */
  public boolean prove(String code, Actor owner) {
    int proven =
        jdbc.sql(
                "update search_letters set code = null"
                    + " where owner = ? and code = ? and tries < ?")
            .params(owner.user().value(), code.strip(), MOST_TRIES)
            .update();
    if (proven == 0) {
      jdbc.sql("update search_letters set tries = tries + 1 where owner = ?")
          .param(owner.user().value())
          .update();
    }
    return proven > 0;
  }

  /** No letters any more. */
  public void remove(Actor owner) {
    jdbc.sql("delete from search_letters where owner = ?").param(owner.user().value()).update();
  }

  /** Sends none there until its owner sets it anew. */
  void stop(UserId owner, String problem) {
    jdbc.sql("update search_letters set problem = ? where owner = ?")
        .params(problem.substring(0, Math.min(problem.length(), 500)), owner.value())
        .update();
  }
}
