package io.cloister.governance;

/** What a policy says of one act. */
public sealed interface Decision {

  record Allowed() implements Decision {}

  /**
   * @param rule the rule that forbids it, in words for the person who meets it
   */
  record Denied(String rule) implements Decision {}
}
