package io.cloister.models.log;

import org.jspecify.annotations.Nullable;

/**
 * What was said in a call; kept only while an administrator has it so.
 *
 * @param reply null if none came
 */
public record InvocationText(String instructions, String prompt, @Nullable String reply) {

  private static final int LONGEST = 50_000;

  static InvocationText of(String instructions, String prompt, @Nullable String reply) {
    return new InvocationText(cut(instructions), cut(prompt), reply == null ? null : cut(reply));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  int length() {
    return instructions.length() + prompt.length() + (reply == null ? 0 : reply.length());
  }
}
