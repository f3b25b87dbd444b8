package io.cloister.answering;

import java.util.List;
import java.util.Locale;

/** What the check of a sentence against the text it cites came to. */
public sealed interface Verdict {

  /** The name in the HTTP contract: {@code supported}, {@code unsupported} or {@code uncited}. */
  String word();

  /** The cited text says so, as far as rules can tell. */
  record Supported() implements Verdict {
    @Override
    public String word() {
      return "supported";
    }
  }

  /**
   * The cited text does not say so.
   *
   * @param reasons why, the gravest first; never empty
   */
  record Unsupported(List<Reason> reasons) implements Verdict {

    public Unsupported {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String word() {
      return "unsupported";
    }
  }

  /** Nothing is cited that could support it. */
  record Uncited() implements Verdict {
    @Override
    public String word() {
      return "uncited";
    }
  }

  /** What a sentence says that its source does not. */
  enum Reason {
    /** A number, or its unit. */
    NUMBER,
    DATE,
    /** A name or an identifier. */
    NAME,
    /** One of the two denies what the other says. */
    NEGATION,
    /** The source has the opposite word: before for after, more for less. */
    CONTRARY,
    /** Too many of its weighty words. */
    WORDS,
    /** Its words are there, its meaning is not. */
    MEANING;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
