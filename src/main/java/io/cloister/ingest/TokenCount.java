package io.cloister.ingest;

import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import java.util.function.ToIntFunction;

/** Counts tokens by the embedder's own tokenizer; where it does not run, rather too many. */
final class TokenCount implements ToIntFunction<String> {

  private static final int CHARACTERS_EACH = 3;

  private final Embedder embedder;

  TokenCount(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public int applyAsInt(String text) {
    try {
      return embedder.countTokens(text);
    } catch (EmbedderUnavailable _) {
      return 2 + text.length() / CHARACTERS_EACH;
    }
  }
}
