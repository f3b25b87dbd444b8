package io.cloister.answering;

import java.util.regex.Pattern;

/**
 * Markdown that is nested no deeper than anybody reads: quotes in quotes and lists in lists are
 * taken apart by recursion, and one line can open thousands.
 */
public final class Shallow {

  private static final Pattern TOO_DEEP =
      Pattern.compile("(?m)^(?:[ \\t]*+(?:>|(?:[-*+]|\\d{1,9}[.)])(?=[ \\t]))){20}+");

  private Shallow() {}

  /** The same, but that what a line opens beyond the twentieth stands there as text. */
  public static String of(String markdown) {
    return TOO_DEEP.matcher(markdown).replaceAll("$0\\\\");
  }
}
