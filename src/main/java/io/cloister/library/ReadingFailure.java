package io.cloister.library;

import java.util.Locale;

/**
 * Why a version could not be read.
 *
 * @param detail what happened, without any of the document's text
 */
public record ReadingFailure(Code code, String detail) {

  /** The reasons of the HTTP contract. */
  public enum Code {
    ENCRYPTED,
    CORRUPT,
    UNSUPPORTED,
    TOO_LARGE,
    TIMED_OUT,
    OUT_OF_MEMORY,
    BOMB,
    EMPTY,
    NO_TEXT,
    /** It is ready, but what is said in it is not known. */
    NOT_TRANSCRIBED,
    /** It is ready, but some of its pictures, or pages that are pictures, no model has seen. */
    NOT_DESCRIBED,
    INTERNAL;

    /** Whether the version is ready all the same, and says what is missing. */
    public boolean isOfReady() {
      return this == NOT_TRANSCRIBED || this == NOT_DESCRIBED;
    }

    /** The name in the HTTP contract and the database: {@code encrypted}, {@code too-large}… */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException if {@code word} is no reason
     */
    public static Code of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
