package io.cloister.answering;

import io.cloister.answering.Asked.Spoken;
import io.cloister.answering.ground.Token;
import io.cloister.answering.ground.Words;
import io.cloister.library.text.Sentence;
import io.cloister.library.text.Sentences;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.Hit;
import io.cloister.search.TermStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stretches of the passages that answer a question best, without a chat model. A
 * sentence's score is half its likeness in meaning, half the share of the question's weighty words
 * that it has, and six tenths of its passage's; the best are widened by their neighbours.
 *
 * <p>Where the embedder was not made for the question's letters, the words count for both. Figures:
 * {@code docs/adr/0010-answers-and-their-grounding.md}.
 */
final class Quotes {

  private static final double MEANING = 0.5;
  private static final double WORDS = 0.5;
  private static final double PASSAGE = 0.6;
  // three of them and their marks stay below 1,200 characters
  private static final int LONGEST = 390;
  private static final int PASSAGES = 5;

  private final Asked asked;
  private final Map<String, Double> weights = new HashMap<>();
  private final TermStatistics statistics;
  private final @Nullable Embedder embedder;
  private final float @Nullable [] wanted;

  Quotes(Asked asked, TermStatistics statistics, @Nullable Embedder embedder) {
    this.asked = asked;
    this.statistics = statistics;
    this.embedder = embedder;
    this.wanted = embedded(asked.text());
  }

  /** Up to {@code most} stretches that do not overlap, best first, and what speaks for them. */
  Found find(List<Hit> hits, int most) {
    var read = hits.subList(0, Math.min(hits.size(), PASSAGES));
    double top = read.stream().mapToDouble(Hit::score).max().orElse(0);
    var scored = new ArrayList<Scored>();
    for (int i = 0; i < read.size(); i++) {
      double passage = top == 0 ? 0 : read.get(i).score() / top;
      scored.addAll(sentences(read.get(i), i, passage));
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    var quotes = new ArrayList<Quote>();
    for (var sentence : scored) {
      if (quotes.size() == most) {
        break;
      }
      var quote = widened(sentence, scored);
      if (quotes.stream().noneMatch(q -> q.overlaps(quote) || q.text().equals(quote.text()))) {
        quotes.add(quote);
      }
    }
    var signs = scored.isEmpty() ? Signs.NONE : signs(scored.getFirst(), read);
    return new Found(List.copyOf(quotes), signs);
  }

  /** The stretch of {@code hit} that says most of {@code claim}. */
  static Quote best(Hit hit, String claim) {
    var quotes = new Quotes(Asked.of(claim), new Even(), null);
    var found = quotes.find(List.of(hit), 1).quotes();
    return found.getFirst();
  }

  private List<Scored> sentences(Hit hit, int rank, double passage) {
    var language = language(hit);
    var all = Sentences.of(hit.passage().text());
    var scored = new ArrayList<Scored>();
    for (int i = 0; i < all.size(); i++) {
      var text = all.get(i).text();
      double coverage = asked.coverage(Spoken.of(text, language), weights(language));
      double meaning = meaning(text);
      double score =
          (wanted == null ? (MEANING + WORDS) * coverage : MEANING * meaning + WORDS * coverage)
              + PASSAGE * passage;
      scored.add(new Scored(hit, rank, i, all.get(i), meaning, coverage, score));
    }
    return scored;
  }

  private double meaning(String text) {
    if (wanted == null) {
      return 0;
    }
    var vector = embedded(text);
    return vector == null ? 0 : Math.max(0, Words.cosine(wanted, vector));
  }

  private float @Nullable [] embedded(String text) {
    if (embedder == null || !embedder.isMadeFor(asked.text())) {
      return null;
    }
    try {
      return embedder.embed(text);
    } catch (EmbedderUnavailable _) {
      return null;
    }
  }

  private java.util.function.ToDoubleFunction<Token> weights(String language) {
    return token ->
        weights.computeIfAbsent(
            language + " " + token.key(),
            _ -> Math.max(0.1, statistics.idf(token.text(), language)));
  }

  private Signs signs(Scored best, List<Hit> read) {
    var language = language(best.hit());
    var sentence = Spoken.of(best.sentence().text(), language);
    var passage = Spoken.of(best.hit().passage().text(), language);
    var weighing = weights(language);
    var rarest = asked.terms().stream().max(Comparator.comparingDouble(weighing));
    double second = read.size() > 1 ? read.get(1).score() / read.get(0).score() : 0;
    return new Signs(
        best.meaning(),
        best.coverage(),
        asked.coverage(passage, weighing),
        rarest.map(passage::has).orElse(false) ? 1 : 0,
        asked.fits(sentence) ? 1 : 0,
        sentence.claim().isDenial() != Spoken.of(asked.text(), "").claim().isDenial() ? 1 : 0,
        second,
        wanted != null);
  }

  /** The sentence with as many of its neighbours, the better first, as there is room for. */
  private static Quote widened(Scored best, List<Scored> all) {
    var text = best.hit().passage().text();
    var siblings =
        all.stream()
            .filter(other -> other.rank() == best.rank())
            .sorted(Comparator.comparingInt(Scored::place))
            .toList();
    int from = best.place();
    int to = best.place();
    int start = best.sentence().start();
    int end = best.sentence().end();
    if (end - start > LONGEST) {
      end = start + cut(text.substring(start, end));
    } else {
      while (true) {
        var before = siblings.get(Math.max(0, from - 1));
        var after = siblings.get(Math.min(siblings.size() - 1, to + 1));
        boolean fitsBefore = from > 0 && end - before.sentence().start() <= LONGEST;
        boolean fitsAfter = to + 1 < siblings.size() && after.sentence().end() - start <= LONGEST;
        if (fitsBefore && (!fitsAfter || before.score() > after.score())) {
          from--;
          start = before.sentence().start();
        } else if (fitsAfter) {
          to++;
          end = after.sentence().end();
        } else {
          break;
        }
      }
    }
    return new Quote(
        best.hit(), best.hit().passage().start() + start, text.substring(start, end), best.score());
  }

  /** Where a long sentence is cut: after a word, and never through a pair of surrogates. */
  private static int cut(String sentence) {
    int blank = sentence.lastIndexOf(' ', LONGEST);
    int end = blank > LONGEST / 2 ? blank : LONGEST;
    return Character.isHighSurrogate(sentence.charAt(end - 1)) ? end - 1 : end;
  }

  private static String language(Hit hit) {
    var language = hit.document().current().language();
    return language == null ? "" : language;
  }

  private record Scored(
      Hit hit,
      int rank,
      int place,
      Sentence sentence,
      double meaning,
      double coverage,
      double score) {}

  /**
   * @param quotes best first
   * @param signs how likely the best one answers is told from these
   */
  record Found(List<Quote> quotes, Signs signs) {}

  /**
   * What can be seen of the best sentence and its passage; all from 0 to 1.
   *
   * @param meaning likeness of the sentence and the question
   * @param sentence share of the question's weighty words in the sentence
   * @param passage the same in its passage
   * @param rarest 1 if the question's rarest word is in the passage
   * @param kind 1 if the sentence has something of the kind that is asked for
   * @param denial 1 if one of the two denies and the other does not
   * @param second score of the second passage as a share of the first's
   * @param embedded whether likeness could be told
   */
  record Signs(
      double meaning,
      double sentence,
      double passage,
      double rarest,
      double kind,
      double denial,
      double second,
      boolean embedded) {

    static final Signs NONE = new Signs(0, 0, 0, 0, 0, 0, 0, false);
  }

  /** Every word weighs the same. */
  private static final class Even implements TermStatistics {

    @Override
    public long passages() {
      return 1;
    }

    @Override
    public long passagesWith(String word, String language) {
      return 0;
    }
  }
}
