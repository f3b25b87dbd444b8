package io.cloister.drafting.generate;

import io.cloister.drafting.Template;
import java.util.regex.Pattern;

/**
 * What one section is to say, in the language it is written in.
 *
 * @param topic what the whole is about, in the words of whoever asked; empty if nothing in
 *     particular
 */
public record Aim(Template.Plan plan, String heading, String seeks, String topic) {

  private static final Pattern NUMBER = Pattern.compile("\\d");
  private static final Pattern DUTY =
      Pattern.compile(
          "\\b(?:must|shall|should|required? to|ha(?:ve|s) to|needs? to|may not|may only|(?:is|are) to"
              + "|responsible|prohibited|forbidden|not allowed|obliged|muss|müssen|darf|dürfen|soll"
              + "|sollen|(?:ist|sind|hat|haben) \\p{L}+ ?\\p{L}* zu|verpflichtet|verboten"
              + "|erforderlich|zuständig|verantwortlich)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** Whether a sentence holds what this section needs. */
  boolean isServedBy(String text) {
    return switch (plan.needs()) {
      case null -> true;
      case NUMBER -> NUMBER.matcher(text).find();
      case DUTY -> DUTY.matcher(text).find();
    };
  }
}
