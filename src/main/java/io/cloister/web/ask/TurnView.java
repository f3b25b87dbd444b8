package io.cloister.web.ask;

import io.cloister.answering.Answer;
import io.cloister.answering.AnswerHtml;
import io.cloister.answering.Citation;
import io.cloister.answering.Turn;
import io.cloister.library.text.Times;
import io.cloister.search.Hit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question and its answer as the page shows them.
 *
 * @param times when what it cites was said
 */
record TurnView(Turn turn, Times times) {

  private static final int OPENING = 280;

  public String id() {
    return "t" + turn.ordinal();
  }

  public String question() {
    return turn.question();
  }

  public String outcome() {
    return turn.answer().outcome();
  }

  public boolean isNothingFound() {
    return turn.answer() instanceof Answer.NothingFound;
  }

  /** The words, harmless to show as they are. */
  public String html() {
    return turn.extractive()
        ? AnswerHtml.ofQuotes(turn.words(), id())
        : AnswerHtml.of(turn.words(), id());
  }

  public boolean hasWords() {
    return !turn.words().sentences().isEmpty();
  }

  /** Where what was counted is listed; null if the answer counts nothing. */
  public @Nullable String counted() {
    return turn.counted();
  }

  public boolean extractive() {
    return turn.extractive();
  }

  /** Why there are quotes though a model was to write; null if none was. */
  public @Nullable String insteadOf() {
    return turn.instead() == null ? null : turn.instead().outcome();
  }

  /** What a policy, a budget or a model said; null if nothing. */
  public @Nullable String detail() {
    var detail =
        switch (turn.answer()) {
          case Answer.Blocked(var rule) -> rule;
          case Answer.OverBudget(var budget) -> budget;
          case Answer.Failed(var reason) -> reason;
          case Answer.Worded _, Answer.NothingFound _, Answer.NoModel _ ->
              turn.instead() == null ? "" : turn.instead().detail();
        };
    return detail.isBlank() ? null : detail;
  }

  public int withheld() {
    return turn.withheld();
  }

  public int sentences() {
    return turn.words().sentences().size();
  }

  public long supported() {
    return turn.words().supported();
  }

  public long unsupported() {
    return sentences() - supported();
  }

  public @Nullable String model() {
    return turn.model();
  }

  public int tokens() {
    return turn.usage().inputTokens() + turn.usage().outputTokens();
  }

  public String seconds(Locale locale) {
    return String.format(locale, "%.1f", turn.usage().millis() / 1000.0);
  }

  public int read() {
    return turn.read();
  }

  public List<Source> sources() {
    return turn.words().citations().stream().map(this::source).toList();
  }

  public List<Nearest> nearest() {
    return turn.answer() instanceof Answer.NothingFound(var hits)
        ? hits.stream().map(Nearest::of).toList()
        : List.of();
  }

  /** Answer and sources as plain text. */
  public String copy() {
    var text = new StringBuilder(turn.words().text()).append('\n');
    for (var source : sources()) {
      text.append("\n[").append(source.n()).append("] ").append(source.title());
      text.append(": “").append(source.quote().replaceAll("\\s+", " ")).append("”");
    }
    return text.toString();
  }

  private static String address(Citation citation) {
    return "/d/%s?v=%d&passage=%s&start=%d&end=%d#passage"
        .formatted(
            citation.document().id(),
            citation.version(),
            citation.passage(),
            citation.start(),
            citation.end());
  }

  /** A passage that is cited. */
  record Source(
      int n,
      String id,
      String title,
      @Nullable Integer page,
      @Nullable Integer seconds,
      String quote,
      String href) {}

  private Source source(Citation citation) {
    return new Source(
        citation.n(),
        id() + "-" + citation.n(),
        citation.document().title(),
        citation.page(),
        times.secondAt(citation.passage().version(), citation.start()),
        citation.quote(),
        address(citation));
  }

  /** A passage that comes near. */
  record Nearest(
      String title,
      @Nullable Integer page,
      @Nullable Integer seconds,
      String opening,
      String href) {

    static Nearest of(Hit hit) {
      var passage = hit.passage();
      var text = passage.text().replaceAll("\\s+", " ").strip();
      int blank = text.length() <= OPENING ? text.length() : text.lastIndexOf(' ', OPENING);
      var opening = text.substring(0, blank > 0 ? blank : OPENING);
      return new Nearest(
          hit.document().title(),
          passage.page(),
          passage.seconds(),
          opening.length() < text.length() ? opening + "…" : opening,
          address(
              new Citation(
                  1,
                  hit.document(),
                  hit.document().current().number(),
                  passage.id(),
                  passage.page(),
                  passage.start(),
                  passage.end(),
                  "")));
    }
  }
}
