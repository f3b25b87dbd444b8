package io.cloister.models;

import java.util.Locale;

/** What a model is asked to do; routes are set for each. */
public enum ModelFunction {
  TAG,
  EXTRACT_FIELDS,
  ANSWER,
  REWRITE_QUERY,
  CHECK_GROUNDING,
  ANALYSE,
  DRAFT,
  SUMMARISE,
  TRANSLATE,
  VISION,
  TRANSCRIBE,
  IMAGE,
  VIDEO,
  /** Whatever a program of the caller's asks for. */
  CHAT,
  /** What an administrator asks to see how a model does. */
  TRY_OUT,
  EMBED,
  RERANK;

  /** The name in the HTTP contract: {@code tag}, {@code extract-fields}… */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a model must be for to be asked this: {@code chat}, {@code embedding}… */
  public String kind() {
    return switch (this) {
      case EMBED -> "embedding";
      case RERANK -> "rerank";
      case IMAGE -> "image";
      case VIDEO -> "video";
      case TRANSCRIBE -> "transcription";
      case TAG,
          EXTRACT_FIELDS,
          ANSWER,
          REWRITE_QUERY,
          CHECK_GROUNDING,
          ANALYSE,
          DRAFT,
          SUMMARISE,
          TRANSLATE,
          VISION,
          CHAT,
          TRY_OUT ->
          "chat";
    };
  }

  /** Whether the same words are to give the same reply, so that it need not be asked for twice. */
  public boolean isDeterministic() {
    return this == TAG
        || this == EXTRACT_FIELDS
        || this == CHECK_GROUNDING
        || this == REWRITE_QUERY;
  }

  /**
   * @throws IllegalArgumentException if {@code word} is no function
   */
  public static ModelFunction of(String word) {
    for (var function : values()) {
      if (function.word().equals(word)) {
        return function;
      }
    }
    throw new IllegalArgumentException("unknown model function '" + word + "'");
  }
}
