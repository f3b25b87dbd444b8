package io.cloister.models.alert;

import io.cloister.models.alert.Telling.Told;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** A mail about a budget, in the language of those who get it. */
final class AlertLetter {

  private final MessageSource messages;
  private final Locale locale;

  AlertLetter(MessageSource messages, String language) {
    this.messages = messages;
    this.locale = Locale.of(language);
  }

  String subject(Told told) {
    return switch (told.type()) {
      case "budget.spent" -> say("alerts.letter.spent.subject", of(told, "budget"));
      case "budget.warned" -> say("alerts.letter.warned.subject", of(told, "budget"));
      default -> say("alerts.letter.test.subject");
    };
  }

  String text(Told told) {
    return switch (told.type()) {
      case "budget.spent" -> facts(say("alerts.letter.spent"), told);
      case "budget.warned" -> facts(say("alerts.letter.warned"), told);
      default -> say("alerts.letter.test", of(told, "by")) + "\n";
    };
  }

  private String facts(String first, Told told) {
    return """
    %s

    %s
    %s
    %s

    %s
    """
        .formatted(
            first,
            say("alerts.letter.budget", of(told, "budget")),
            say("alerts.letter.month", of(told, "month")),
            say("alerts.letter.then", consequence(of(told, "action"))),
            say("alerts.letter.where"));
  }

  private String consequence(String action) {
    return switch (action) {
      case "block" -> say("alerts.letter.then.block");
      case "downgrade" -> say("alerts.letter.then.downgrade");
      default -> say("alerts.letter.then.warn");
    };
  }

  private static String of(Told told, String field) {
    return told.data().getOrDefault(field, "");
  }

  private String say(String key, Object... values) {
    return messages.getMessage(key, values, locale);
  }
}
