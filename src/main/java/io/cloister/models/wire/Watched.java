package io.cloister.models.wire;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
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

  private final EgressHttp http;
  private final Prompt prompt;
  private final Patience patience;
  private final LinkedBlockingQueue<Event> queue = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable Long firstToken;

  private sealed interface Event {
    record Piece(String text) implements Event {}

    record Whole(ChatResponse response) implements Event {}

    record Broken(Throwable cause) implements Event {}
  }

  /** What the call's own thread tells. */
  final class Events {
    void piece(String piece) {
      queue.add(new Event.Piece(piece));
    }

    void whole(ChatResponse response) {
      queue.add(new Event.Whole(response));
    }

    void broken(Throwable cause) {
      queue.add(new Event.Broken(cause));
    }
  }

  Watched(EgressHttp http, Prompt prompt, Patience patience) {
    this.http = http;
    this.prompt = prompt;
    this.patience = patience;
  }

  WireReply run(Consumer<Events> call, Consumer<String> onText, BooleanSupplier isStopped) {
    var events = new Events();
    var thread =
        Thread.ofVirtual()
            .name("model-call")
            .start(() -> {
              try {
                call.accept(events);
              } catch (RuntimeException e) {
                events.broken(e);
              }
            });
    boolean over = false;
    try {
      var reply = watch(onText, isStopped);
      over = true;
      return reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WireReply.Stopped(text.toString());
    } finally {
      if (!over || thread.isAlive()) {
        thread.interrupt();
        http.abort();
      }
    }
  }

  private WireReply watch(Consumer<String> onText, BooleanSupplier isStopped)
      throws InterruptedException {
    long start = System.nanoTime();
    long last = start;
    while (true) {
      var event = queue.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      if (isStopped.getAsBoolean()) {
        return new WireReply.Stopped(text.toString());
      }
      long now = System.nanoTime();
      switch (event) {
        case null -> {
          var wait = firstToken == null ? patience.firstToken() : patience.idle();
          if (now - last > wait.toNanos()) {
            return broken(Failure.of(Failure.Cause.TIMED_OUT));
          }
        }
        case Event.Piece piece -> {
          last = now;
          if (firstToken == null) {
            firstToken = TimeUnit.NANOSECONDS.toMillis(now - start);
          }
          text.append(piece.text());
          onText.accept(piece.text());
        }
        case Event.Whole whole -> {
          return said(whole.response());
        }
        case Event.Broken broken -> {
          var failure = http.failure();
          return broken(failure == null ? Failures.of(broken.cause()) : failure);
        }
      }
      if (now - start > patience.total().toNanos()) {
        return broken(Failure.of(Failure.Cause.TIMED_OUT));
      }
    }
  }

  /** What has come is kept; only where nothing came has it failed. */
  private WireReply broken(Failure failure) {
    if (text.isEmpty()) {
      return new WireReply.Failed(failure);
    }
    var kept = text.toString();
    return new WireReply.Said(
        kept,
        failure.cause().code(),
        WireReply.Counts.guess(prompt.system(), prompt.user(), kept),
        prompt.manner(),
        firstToken);
  }

  private WireReply said(ChatResponse response) {
    if (http.failure() != null) {
      return broken(http.failure());
    }
    var words = response.aiMessage() == null ? null : response.aiMessage().text();
    var reason = response.finishReason();
    if (reason == FinishReason.CONTENT_FILTER) {
      return new WireReply.Failed(Failure.of(Failure.Cause.DECLINED));
    }
    if (words == null || words.isBlank()) {
      return new WireReply.Failed(
          Failure.of(
              reason == null && http.isCutOff() ? Failure.Cause.CUT_OFF : Failure.Cause.NO_TEXT));
    }
    var usage = response.tokenUsage();
    var counts =
        usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null
            ? WireReply.Counts.guess(prompt.system(), prompt.user(), words)
            : new WireReply.Counts(usage.inputTokenCount(), usage.outputTokenCount(), false);
    String cutBy = null;
    if (reason == FinishReason.LENGTH) {
      cutBy = "length";
    } else if (reason == null && http.isCutOff()) {
      cutBy = Failure.Cause.CUT_OFF.code();
    }
    return new WireReply.Said(words, cutBy, counts, prompt.manner(), firstToken);
  }
}
