package io.cloister.api.answering;

import io.cloister.answering.Answer;
import io.cloister.answering.CheckedSentence;
import io.cloister.answering.Citation;
import io.cloister.answering.Turn;
import io.cloister.api.search.HitShape;
import io.cloister.library.Document;
import io.cloister.library.text.Moments;
import io.cloister.library.text.Times;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A question's answer in the contract's shape. */
record TurnShape(
    String outcome,
    String answer,
    @Nullable String model,
    @Nullable String route,
    boolean extractive,
    @Nullable InsteadShape insteadOf,
    @Nullable String blockedBy,
    @Nullable String detail,
    @Nullable String counted,
    List<SentenceShape> sentences,
    List<CitationShape> citations,
    List<HitShape> nearest,
    int withheld,
    String thread,
    int turn,
    String question,
    Instant askedAt,
    UsageShape usage) {

  /** Why there are quotes though a model was to write. */
  record InsteadShape(String outcome, String detail) {}

  record SentenceShape(String text, List<Integer> citations, String verdict, List<String> reasons) {

    static SentenceShape of(CheckedSentence sentence) {
      return new SentenceShape(
          sentence.text(), sentence.citations(), sentence.verdict(), sentence.reasons());
    }
  }

  record CitedDocument(String id, @Nullable String externalId, String title, String fileName) {

    static CitedDocument of(Document document) {
      return new CitedDocument(
          document.id().toString(),
          document.externalId(),
          document.title(),
          document.current().fileName());
    }
  }

  record CitationShape(
      int n,
      CitedDocument document,
      int version,
      String passage,
      @Nullable Integer page,
      int start,
      int end,
      String quote,
      @Nullable Integer seconds) {

    static List<CitationShape> of(List<Citation> citations, Moments moments) {
      var times = times(citations.stream(), moments);
      return citations.stream().map(citation -> of(citation, times)).toList();
    }

    /** Those of what has no pages. */
    private static Times times(Stream<Citation> citations, Moments moments) {
      return moments.times(
          citations
              .filter(citation -> citation.page() == null)
              .map(citation -> citation.passage().version())
              .toList());
    }

    private static CitationShape of(Citation citation, Times times) {
      return new CitationShape(
          citation.n(),
          CitedDocument.of(citation.document()),
          citation.version(),
          citation.passage().toString(),
          citation.page(),
          citation.start(),
          citation.end(),
          citation.quote(),
          times.secondAt(citation.passage().version(), citation.start()));
    }
  }

  record UsageShape(int inputTokens, int outputTokens, long costMicros, long millis) {}

  static TurnShape of(Turn turn, Moments moments) {
    return of(List.of(turn), moments).getFirst();
  }

  static List<TurnShape> of(List<Turn> turns, Moments moments) {
    var cited = turns.stream().flatMap(turn -> turn.words().citations().stream());
    var times = CitationShape.times(cited, moments);
    return turns.stream().map(turn -> of(turn, times)).toList();
  }

  private static TurnShape of(Turn turn, Times times) {
    var answer = turn.answer();
    var instead = turn.instead();
    return new TurnShape(
        answer.outcome(),
        turn.words().text(),
        turn.model(),
        turn.model() == null ? null : "answer",
        turn.extractive(),
        instead == null ? null : new InsteadShape(instead.outcome(), instead.detail()),
        answer instanceof Answer.Blocked(var rule) ? rule : null,
        detail(answer),
        turn.counted(),
        turn.words().sentences().stream().map(SentenceShape::of).toList(),
        turn.words().citations().stream()
            .map(citation -> CitationShape.of(citation, times))
            .toList(),
        answer instanceof Answer.NothingFound(var nearest)
            ? nearest.stream().map(hit -> HitShape.of(hit, null)).toList()
            : List.of(),
        turn.withheld(),
        turn.thread().toString(),
        turn.ordinal(),
        turn.question(),
        turn.askedAt(),
        new UsageShape(
            turn.usage().inputTokens(),
            turn.usage().outputTokens(),
            turn.usage().costMicros(),
            turn.usage().millis()));
  }

  private static @Nullable String detail(Answer answer) {
    return switch (answer) {
      case Answer.Worded _, Answer.NothingFound _, Answer.NoModel _ -> null;
      case Answer.Blocked(var rule) -> rule;
      case Answer.OverBudget(var budget) -> budget;
      case Answer.Failed(var reason) -> reason;
    };
  }
}
