package io.cloister.models.probe;

import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.Manner.Shape;
import io.cloister.models.wire.Patience;
import io.cloister.models.wire.Prompt;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.WireReply;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds how long a prompt a model takes, whatever its label says. A word stands at the front of
 * ever longer prompts and is asked for at their end: an endpoint that cuts without saying so loses
 * it. Of a model too weak to find it even in a short prompt, the tokens that it says to have read
 * tell the same.
 */
final class WindowTrial {

  private static final Duration LONGEST = Duration.ofSeconds(45);
  private static final int MOST_TOKENS = 200_000;
  private static final int FIRST_LINES = 40;
  private static final int HALVINGS = 4;
  private static final String WORD = "heron";
  private static final String LINE = "Line %d: the river runs slowly past the old mill.\n";
  // what an endpoint says to have read of a prompt that it took whole, allowing for the template
  private static final double WHOLE = 0.93;

  private enum Outcome {
    WHOLE,
    CUT,
    UNKNOWN
  }

  private final Wire wire;
  private final Endpoint endpoint;
  private final String model;
  private final @Nullable Integer label;
  private final long deadline = System.nanoTime() + LONGEST.toNanos();
  private int spent;
  private int read;
  private boolean finds;
  private double tokensALine;

  WindowTrial(Wire wire, Endpoint endpoint, String model, @Nullable Integer label) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.model = model;
    this.label = label;
  }

  void run(Findings found) {
    if (!(ask(FIRST_LINES) instanceof WireReply.Said first)) {
      return;
    }
    finds = hasFound(first);
    if (!finds && first.counts().estimated()) {
      return;
    }
    read = first.counts().inputTokens();
    tokensALine = (double) read / FIRST_LINES;
    int whole = FIRST_LINES;
    int cut = 0;
    for (int lines = FIRST_LINES * 2; cut == 0; lines *= 2) {
      var outcome = outcome(lines);
      if (outcome == Outcome.UNKNOWN) {
        keep(found, true);
        return;
      }
      if (outcome == Outcome.WHOLE) {
        whole = lines;
      } else {
        cut = lines;
      }
    }
    for (int i = 0; i < HALVINGS && cut - whole > 1; i++) {
      int lines = (whole + cut) / 2;
      switch (outcome(lines)) {
        case WHOLE -> whole = lines;
        case CUT -> cut = lines;
        case UNKNOWN -> i = HALVINGS;
      }
    }
    keep(found, false);
  }

  private void keep(Findings found, boolean atLeast) {
    found.contextTokens = read;
    found.contextAtLeast = atLeast;
  }

  private Outcome outcome(int lines) {
    int expected = (int) (lines * tokensALine);
    if (System.nanoTime() > deadline || spent + expected > MOST_TOKENS) {
      return Outcome.UNKNOWN;
    }
    return switch (ask(lines)) {
      case WireReply.Said said -> {
        boolean whole = finds ? hasFound(said) : said.counts().inputTokens() >= WHOLE * expected;
        if (whole) {
          read = Math.max(read, said.counts().inputTokens());
        }
        yield whole ? Outcome.WHOLE : Outcome.CUT;
      }
      case WireReply.Failed failed ->
          failed.failure().cause() == Failure.Cause.TOO_LONG ? Outcome.CUT : Outcome.UNKNOWN;
      case WireReply.Stopped _ -> Outcome.UNKNOWN;
    };
  }

  private WireReply ask(int lines) {
    var words = new StringBuilder("The secret word is " + WORD + ".\n");
    for (int i = 0; i < lines; i++) {
      words.append(LINE.formatted(i));
    }
    words.append("Which is the secret word of the first line? Answer with that word alone.");
    spent += (int) (lines * tokensALine);
    var rest = Duration.ofNanos(Math.max(1, deadline - System.nanoTime())).plusSeconds(5);
    return wire.complete(
        endpoint,
        new Prompt(model, "", words.toString(), 24, null, Manner.USUAL.with(Shape.WORDS))
            .within(label),
        new Patience(rest, rest, rest));
  }

  private static boolean hasFound(WireReply.Said said) {
    return said.text().toLowerCase(Locale.ROOT).contains(WORD);
  }
}
