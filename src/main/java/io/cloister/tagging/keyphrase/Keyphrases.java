package io.cloister.tagging.keyphrase;

import io.cloister.library.text.Excerpt;
import io.cloister.search.WordForms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the phrases of a text by how well they say what it is about, without training: {@code n^0.9
 * * (idf / sqrt(words))^0.7 * (1 + first)^-0.16 * L[words] * (cos + 0.3)^1.5 * (0.07 + whole / n) *
 * (1 + 0.17 marked / n) * (1 - 0.22 longer / n)}, where {@code n} is how often the phrase stands in
 * the text, {@code idf} the sum over its words, {@code first} the words before it, {@code cos} its
 * likeness in meaning to the text, {@code whole} how often it stands alone between stop words and
 * punctuation, {@code marked} how often with a capital, and {@code longer} how often as part of
 * something longer. Where the numbers come from: ADR 0011.
 */
public final class Keyphrases {

  private static final double[] BY_WORDS = {0, 0.9, 1, 0.7, 0.4};

  /** As much of a text as is worth a vector: the embedder cuts what is longer than its window. */
  private static final int OPENING = 1_500;

  private final WordForms forms;
  private final PlainWords plain;
  private final ToDoubleFunction<String> idf;
  private final @Nullable Function<String, float[]> embedder;
  private final int candidates;

  /**
   * @param idf weight of a word as it stands in the text, 0 or more
   * @param embedder gives vectors of length 1; null if there is none for this text
   * @param candidates how many phrases are compared in meaning; more are slower
   */
  public Keyphrases(
      WordForms forms,
      PlainWords plain,
      ToDoubleFunction<String> idf,
      @Nullable Function<String, float[]> embedder,
      int candidates) {
    this.forms = forms;
    this.plain = plain;
    this.idf = idf;
    this.embedder = embedder;
    this.candidates = candidates;
  }

  private record Scored(Candidate candidate, double score) {}

  /** The best phrases that stand in {@code text}, best first. */
  public List<Phrase> of(String title, String text, int most) {
    var found = new Candidates();
    found.add(title, Words.of(title, forms, plain), false);
    found.add(text, Words.of(text, forms, plain), true);
    var best =
        found.all().stream()
            .filter(candidate -> !candidate.places().isEmpty())
            .map(candidate -> new Scored(candidate, byWords(candidate)))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .limit(candidates)
            .toList();
    var ranked =
        byMeaning(best, title, text).stream()
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .toList();
    return phrases(ranked, most);
  }

  private double byWords(Candidate candidate) {
    double n = candidate.count;
    double weight =
        candidate.words.stream().mapToDouble(word -> idf.applyAsDouble(word.text())).sum();
    return Math.pow(n, 0.9)
        * Math.pow(weight / Math.sqrt(candidate.words.size()), 0.7)
        * Math.pow(1 + candidate.first, -0.16)
        * BY_WORDS[candidate.words.size()]
        * (0.07 + candidate.whole / n)
        * (1 + 0.17 * candidate.marked / n)
        * (1 - 0.22 * candidate.withinLonger / n);
  }

  private List<Scored> byMeaning(List<Scored> best, String title, String text) {
    var meaning = embedder;
    if (meaning == null || best.isEmpty()) {
      return best;
    }
    var opening = Excerpt.of(text, OPENING);
    var whole = meaning.apply(title.isBlank() ? opening : title + ". " + opening);
    return best.stream()
        .map(scored -> {
          double likeness = dot(whole, meaning.apply(scored.candidate().form()));
          return new Scored(
              scored.candidate(), scored.score() * Math.pow(Math.max(0.01, likeness + 0.3), 1.5));
        })
        .toList();
  }

  private static List<Phrase> phrases(List<Scored> ranked, int most) {
    var phrases = new ArrayList<Phrase>();
    var names = new HashSet<String>();
    double top = ranked.isEmpty() ? 1 : ranked.getFirst().score();
    for (var scored : ranked) {
      if (phrases.size() == most) {
        break;
      }
      var name = scored.candidate().form();
      if (names.add(name.toLowerCase(Locale.ROOT))) {
        phrases.add(
            new Phrase(
                name,
                Confidence.of(scored.score() / top, phrases.size()),
                scored.candidate().places().stream()
                    .map(place -> new int[] {place.start(), place.end()})
                    .toList()));
      }
    }
    return phrases;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
