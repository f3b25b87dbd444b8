package io.cloister.api.answering;

import io.cloister.answering.Answer;
import io.cloister.answering.AnswerHtml;
import io.cloister.answering.CheckedSentence;
import io.cloister.answering.Citation;
import io.cloister.answering.Progress;
import io.cloister.answering.ThreadId;
import io.cloister.answering.Turn;
import io.cloister.api.answering.TurnShape.CitationShape;
import io.cloister.api.answering.TurnShape.SentenceShape;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as events while it is being made. Whether the reader is still there is found out by
 * writing: where nothing else is to be said, a comment every half second.
 */
final class EventStream implements Progress {

  private static final long BEAT = Duration.ofMillis(500).toNanos();

  private final HttpServletResponse response;
  private final JsonMapper json;
  private final ReentrantLock writing = new ReentrantLock();
  private final Set<Integer> known = new HashSet<>();
  private volatile boolean gone;
  private volatile long lastWritten = System.nanoTime();

  EventStream(HttpServletResponse response, JsonMapper json) {
    this.response = response;
    this.json = json;
  }

  @Override
  public void begun(ThreadId thread) {
    send("status", Map.of("status", "begun", "thread", thread.toString()));
  }

  @Override
  public void status(String step) {
    send("status", Map.of("status", step));
  }

  @Override
  public void queued(int place) {
    send("status", Map.of("status", "queued", "place", place));
  }

  @Override
  public void sources(List<Citation> sources) {
    sources.forEach(source -> known.add(source.n()));
    send("sources", Map.of("sources", sources.stream().map(CitationShape::of).toList()));
  }

  @Override
  public void delta(String text) {
    send("delta", Map.of("text", text));
  }

  @Override
  public void check(CheckedSentence sentence) {
    send("check", SentenceShape.of(sentence));
  }

  @Override
  public void block(String markdown) {
    var html = AnswerHtml.of(markdown.strip(), "source", known);
    send("block", Map.of("html", html, "length", markdown.length()));
  }

  @Override
  public boolean isStopped() {
    if (!gone && System.nanoTime() - lastWritten > BEAT) {
      write(":\n\n");
    }
    return gone;
  }

  /** The last event; before it, what went wrong if something did. */
  void done(Turn turn) {
    var problem =
        switch (turn.answer()) {
          case Answer.NoModel _ ->
              problem(turn, "Wire a chat model under Models, or ask for quotes.");
          case Answer.Blocked _ ->
              problem(turn, "Ask for quotes, or use a model inside the house.");
          case Answer.OverBudget _ -> problem(turn, "Ask for quotes, or have the budget raised.");
          case Answer.Failed _ -> problem(turn, "Try again, or ask for quotes.");
          case Answer.Worded _, Answer.NothingFound _ -> null;
        };
    if (problem != null) {
      send("problem", problem);
    }
    send("done", TurnShape.of(turn));
  }

  /** Ends a stream that broke off inside. */
  void broken() {
    var problem = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    problem.setTitle("Something went wrong here");
    problem.setProperty("code", "internal");
    problem.setProperty("hint", "Ask again; the server's log tells its administrator more.");
    send("problem", problem);
  }

  boolean isBegun() {
    return response.isCommitted();
  }

  private static ProblemDetail problem(Turn turn, String hint) {
    var shape = TurnShape.of(turn);
    var problem = ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE);
    problem.setTitle("No model answered");
    problem.setDetail(shape.detail());
    problem.setProperty("code", shape.outcome());
    problem.setProperty("hint", hint);
    return problem;
  }

  private void send(String event, Object data) {
    write("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  private void write(String text) {
    if (gone) {
      return;
    }
    writing.lock();
    try {
      if (!response.isCommitted()) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
      }
      response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
      lastWritten = System.nanoTime();
    } catch (IOException _) {
      gone = true;
    } finally {
      writing.unlock();
    }
  }
}
