package io.cloister.api.answering;

import io.cloister.answering.Answer;
import io.cloister.answering.AnswerHtml;
import io.cloister.answering.CheckedSentence;
import io.cloister.answering.Citation;
import io.cloister.answering.Progress;
import io.cloister.answering.ThreadId;
import io.cloister.answering.Turn;
import io.cloister.api.EventStream;
import io.cloister.api.answering.TurnShape.CitationShape;
import io.cloister.api.answering.TurnShape.SentenceShape;
import io.cloister.library.text.Moments;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** An answer as events while it is being made. */
final class AnswerEvents implements Progress {

  private final EventStream events;
  private final Moments moments;
  private final Set<Integer> known = new HashSet<>();

  AnswerEvents(EventStream events, Moments moments) {
    this.moments = moments;
    this.events = events;
  }

  @Override
  public void begun(ThreadId thread) {
    events.send("status", Map.of("status", "begun", "thread", thread.toString()));
  }

  @Override
  public void status(String step) {
    events.send("status", Map.of("status", step));
  }

  @Override
  public void queued(int place) {
    events.send("status", Map.of("status", "queued", "place", place));
  }

  @Override
  public void sources(List<Citation> sources) {
    sources.forEach(source -> known.add(source.n()));
    events.send("sources", Map.of("sources", CitationShape.of(sources, moments)));
  }

  @Override
  public void delta(String text) {
    events.send("delta", Map.of("text", text));
  }

  @Override
  public void check(CheckedSentence sentence) {
    events.send("check", SentenceShape.of(sentence));
  }

  @Override
  public void block(String markdown) {
    var html = AnswerHtml.of(markdown.strip(), "source", known);
    events.send("block", Map.of("html", html, "length", markdown.length()));
  }

  @Override
  public boolean isStopped() {
    return events.isGone();
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
      events.send("problem", problem);
    }
    events.send("done", TurnShape.of(turn, moments));
  }

  /** Ends a stream that broke off inside. */
  void broken() {
    var problem = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    problem.setTitle("Something went wrong here");
    problem.setProperty("code", "internal");
    problem.setProperty("hint", "Ask again; the server's log tells its administrator more.");
    events.send("problem", problem);
  }

  private ProblemDetail problem(Turn turn, String hint) {
    var shape = TurnShape.of(turn, moments);
    var problem = ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE);
    problem.setTitle("No model answered");
    problem.setDetail(shape.detail());
    problem.setProperty("code", shape.outcome());
    problem.setProperty("hint", hint);
    return problem;
  }
}
