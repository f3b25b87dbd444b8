package io.cloister.models.wire;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on a thread of its own, watched by the caller's: pieces are passed on as they come, and
 * the call is broken off when it takes too long or nobody wants it any more.
 */
final class Watched {

  // how late a stop is noticed while nothing comes
  private static final Duration GLANCE = Duration.ofMillis(50);

  private static final String LONGER_THAN_ASKED = "length";

  // far more than tokens have in any language: an endpoint that writes on regardless is broken off
  private static final int CHARACTERS_OF_A_TOKEN = 16;

  private final Exchange exchange;
  private final Prompt prompt;
  private final Patience patience;
  private final int most;
  private final LinkedBlockingQueue<Event> queue = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable Long firstToken;

  private sealed interface Event {
    record Piece(String text) implements Event {}

    record Sign() implements Event {}

    record Whole(Heard heard) implements Event {}

    record Broken(Throwable cause) implements Event {}
  }

  /** What the call's own thread tells. */
  final class Events {
    void piece(String piece) {
      queue.add(new Event.Piece(piece));
    }

    /** That something came, though no text of the answer: the endpoint is at work. */
    void sign() {
      queue.add(new Event.Sign());
    }

    /** The last event; {@code heard} is not touched by its thread any more. */
    void whole(Heard heard) {
      queue.add(new Event.Whole(heard));
    }
  }

  Watched(Exchange exchange, Prompt prompt, Patience patience) {
    this.exchange = exchange;
    this.prompt = prompt;
    this.patience = patience;
    this.most = prompt.maxTokens() * CHARACTERS_OF_A_TOKEN;
  }

  WireReply run(Consumer<Events> call, Consumer<String> onText, BooleanSupplier isStopped) {
    var thread =
        Thread.ofVirtual()
            .name("model-call")
            .start(() -> {
              try {
                call.accept(new Events());
              } catch (RuntimeException e) {
                queue.add(new Event.Broken(e));
              }
            });
    boolean over = false;
    try {
      var reply = watch(onText, isStopped);
      over = true;
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WireReply.Stopped(text.toString(), firstToken);
    } finally {
      if (!over || thread.isAlive()) {
        thread.interrupt();
        exchange.abort();
      }
    }
  }

  private WireReply watch(Consumer<String> onText, BooleanSupplier isStopped)
      throws InterruptedException {
    long start = System.nanoTime();
    long last = start;
    boolean begun = false;
    while (true) {
      var event = queue.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      if (isStopped.getAsBoolean()) {
        return new WireReply.Stopped(text.toString(), firstToken);
      }
      long now = System.nanoTime();
      switch (event) {
        case null -> {
          var wait = begun ? patience.idle() : patience.firstToken();
          if (now - last > wait.toNanos()) {
            return broken(Failure.of(Failure.Cause.TIMED_OUT));
          }
        }
        case Event.Sign _ -> {
          last = now;
          begun = true;
        }
        case Event.Piece piece -> {
          last = now;
          begun = true;
          if (firstToken == null) {
            firstToken = TimeUnit.NANOSECONDS.toMillis(now - start);
          }
          text.append(piece.text());
          onText.accept(piece.text());
          if (text.length() > most) {
            return cut(LONGER_THAN_ASKED);
          }
        }
        case Event.Whole whole -> {
          return said(whole.heard());
        }
        case Event.Broken broken -> {
          return broken(Failures.of(broken.cause()));
        }
      }
      if (now - start > patience.total().toNanos()) {
        return broken(Failure.of(Failure.Cause.TIMED_OUT));
      }
    }
  }

  /** What has come is kept; only where nothing came has it failed. */
  private WireReply broken(Failure failure) {
    return text.isEmpty() ? new WireReply.Failed(failure) : cut(failure.cause().code());
  }

  private WireReply cut(String by) {
    var kept = text.toString();
    return new WireReply.Said(kept, by, guess(kept), prompt.manner(), firstToken, false, List.of());
  }

  private WireReply said(Heard heard) {
    if (heard.finish() == Heard.Finish.DECLINED) {
      return new WireReply.Failed(Failure.of(Failure.Cause.DECLINED));
    }
    var words = heard.text();
    if (words.isBlank() && heard.calls().isEmpty()) {
      return new WireReply.Failed(Failure.of(silence(heard)));
    }
    var counts = heard.counts();
    String cutBy = null;
    if (words.length() > most) {
      words = words.substring(0, most);
      cutBy = LONGER_THAN_ASKED;
    } else if (heard.finish() == Heard.Finish.LENGTH) {
      cutBy = LONGER_THAN_ASKED;
    } else if (!heard.isEnded() && firstToken != null) {
      cutBy = Failure.Cause.CUT_OFF.code();
    }
    return new WireReply.Said(
        words,
        cutBy,
        counts == null || !isPlausible(counts, words) ? guess(words) : counts,
        prompt.manner(),
        firstToken,
        heard.hasThought(),
        heard.calls());
  }

  private WireReply.Counts guess(String words) {
    var ofWords = WireReply.Counts.guess(prompt.system(), prompt.user(), words);
    var sound = prompt.sound();
    return sound == null ? ofWords : ofWords.and(sound.tokens());
  }

  private boolean isPlausible(WireReply.Counts counts, String words) {
    long asked = (long) prompt.system().length() + prompt.user().length();
    return WireReply.Counts.isPlausible(counts.inputTokens(), asked)
        && WireReply.Counts.isPlausible(counts.outputTokens(), words.length());
  }

  private static Failure.Cause silence(Heard heard) {
    if (heard.finish() != null) {
      return Failure.Cause.NO_TEXT;
    }
    if (heard.isStrange()) {
      return Failure.Cause.NOT_A_REPLY;
    }
    return heard.isEnded() ? Failure.Cause.NO_TEXT : Failure.Cause.CUT_OFF;
  }
}
