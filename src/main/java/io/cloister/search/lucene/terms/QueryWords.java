package io.cloister.search.lucene.terms;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.springframework.stereotype.Component;

/** Turns the words of a query into the terms that they may stand as in the index. */
@Component
public class QueryWords {

  private final Analysis analysis;
  private final Map<String, CharArraySet> stopWords;

  public QueryWords(Analysis analysis) {
    this.analysis = analysis;
    stopWords =
        Languages.analyzers().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    each -> Languages.stopWords(each.getKey(), each.getValue())));
  }

  /** The languages that passages and entries were analysed by, in a fixed order. */
  public static Set<String> languages(IndexReader reader) throws IOException {
    var languages = new TreeSet<String>();
    var terms = MultiTerms.getTerms(reader, Fields.ANALYSIS);
    if (terms != null) {
      var each = terms.iterator();
      for (var term = each.next(); term != null; term = each.next()) {
        languages.add(term.utf8ToString());
      }
    }
    return languages;
  }

  /**
   * A word that is looked for.
   *
   * @param terms what it may stand as in the index
   * @param times how often it was said: who says it again means it more
   */
  public record Wanted(Set<String> terms, int times) {}

  /**
   * For each word the terms that stand for it in the languages there are; without the words that
   * the query's own language leaves out, unless nothing else remains.
   */
  public List<Wanted> wanted(String text, Map<String, Integer> languages) {
    var words = analysis.words(text).stream().map(Analysis.Token::term).toList();
    var unwanted = stopWords.getOrDefault(language(words, languages), CharArraySet.EMPTY_SET);
    var telling = wanted(text, words, unwanted, languages.keySet());
    return telling.isEmpty()
        ? wanted(text, words, CharArraySet.EMPTY_SET, languages.keySet())
        : telling;
  }

  private List<Wanted> wanted(
      String text, List<String> words, CharArraySet unwanted, Set<String> languages) {
    var times = new LinkedHashMap<Set<String>, Integer>();
    for (var word : words) {
      if (!unwanted.contains(word) && !Analysis.isPaired(word.codePointAt(0))) {
        times.merge(alternatives(word, languages), 1, Integer::sum);
      }
    }
    pairs(text).forEach(pair -> times.merge(Set.of(pair), 1, Integer::sum));
    times.remove(Set.<String>of());
    return times.entrySet().stream()
        .map(word -> new Wanted(word.getKey(), word.getValue()))
        .toList();
  }

  private Set<String> alternatives(String word, Set<String> languages) {
    var alternatives = new LinkedHashSet<String>();
    for (var language : languages) {
      alternatives.addAll(analysis.terms(language, word));
    }
    return alternatives;
  }

  /** Of what is written without spaces, each two characters. */
  private List<String> pairs(String text) {
    return text.codePoints().anyMatch(Analysis::isPaired)
        ? analysis.terms(Analysis.CJK, text).stream()
            .filter(
                term -> Analysis.isPaired(term.codePointAt(LanguageTag.tag(Analysis.CJK).length())))
            .toList()
        : List.of();
  }

  /** The language whose small words occur most in the query; if undecided, the library's. */
  private String language(List<String> words, Map<String, Integer> languages) {
    double all = languages.values().stream().mapToInt(Integer::intValue).sum();
    var best = Analysis.UNKNOWN;
    double most = 0;
    for (var language : languages.entrySet()) {
      var stops = stopWords.getOrDefault(language.getKey(), CharArraySet.EMPTY_SET);
      double score = words.stream().filter(stops::contains).count() + language.getValue() / all;
      if (score > most) {
        most = score;
        best = language.getKey();
      }
    }
    return best;
  }

  public Analysis analysis() {
    return analysis;
  }
}
