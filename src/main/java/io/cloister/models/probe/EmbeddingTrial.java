package io.cloister.models.probe;

import io.cloister.models.wire.EmbedReply;
import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what vectors a model makes and of how long a text. A text and the same text with an end of
 * its own have the same vector where a model reads only the beginning.
 */
final class EmbeddingTrial {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int FIRST_WORDS = 32;
  private static final int MOST_WORDS = 32_768;
  private static final int HALVINGS = 4;
  private static final double LENGTH_ONE = 1e-3;
  private static final String END = " and then the volcano rose out of the sea";

  private final Wire wire;
  private final Endpoint endpoint;
  private final String model;
  private final long deadline = System.nanoTime() + LONGEST.toNanos();
  private int read;

  EmbeddingTrial(Wire wire, Endpoint endpoint, String model) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.model = model;
  }

  /**
   * Fills in what the model does.
   *
   * @return why it makes no vectors; null if it does
   */
  @Nullable Failure run(Findings found) {
    return switch (wire.embed(endpoint, model, List.of("A mill by the river."), PATIENCE)) {
      case EmbedReply.Failed failed -> failed.failure();
      case EmbedReply.Vectors vectors -> {
        var vector = vectors.vectors().getFirst();
        double length = 0;
        for (float each : vector) {
          length += each * each;
        }
        found.embeddingDimensions = vector.length;
        found.embeddingNormalised = Math.abs(Math.sqrt(length) - 1) < LENGTH_ONE;
        found.embeddingTokens = longest();
        yield null;
      }
    };
  }

  /** Null if even a short text is not read to its end. */
  private @Nullable Integer longest() {
    int whole = 0;
    int cut = 0;
    for (int words = FIRST_WORDS; words <= MOST_WORDS && inTime(); words *= 2) {
      if (!isReadWhole(words)) {
        cut = words;
        break;
      }
      whole = words;
    }
    for (int i = 0; i < HALVINGS && cut - whole > 1 && inTime(); i++) {
      int words = (whole + cut) / 2;
      if (isReadWhole(words)) {
        whole = words;
      } else {
        cut = words;
      }
    }
    return whole == 0 ? null : Math.max(read, whole);
  }

  private boolean inTime() {
    return System.nanoTime() < deadline;
  }

  private boolean isReadWhole(int words) {
    var text = "river ".repeat(words).strip();
    var reply = wire.embed(endpoint, model, List.of(text, text + END), PATIENCE);
    if (!(reply instanceof EmbedReply.Vectors two)
        || Arrays.equals(two.vectors().get(0), two.vectors().get(1))) {
      return false;
    }
    read = Math.max(read, two.inputTokens() / 2);
    return true;
  }
}
