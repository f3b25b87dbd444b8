package io.cloister.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * The words of one language: what the forms of a word have in common, and which words only hold
 * others together. For use by one thread.
 */
public final class WordForms {

  private static final CharArraySet ENGLISH = readEnglish();

  private static final Map<String, Language> LANGUAGES =
      Map.ofEntries(
          Map.entry("en", new Language(EnglishStemmer::new, () -> ENGLISH)),
          Map.entry("de", new Language(GermanStemmer::new, GermanAnalyzer::getDefaultStopSet)),
          Map.entry("fr", new Language(FrenchStemmer::new, FrenchAnalyzer::getDefaultStopSet)),
          Map.entry("es", new Language(SpanishStemmer::new, SpanishAnalyzer::getDefaultStopSet)),
          Map.entry("it", new Language(ItalianStemmer::new, ItalianAnalyzer::getDefaultStopSet)),
          Map.entry(
              "pt", new Language(PortugueseStemmer::new, PortugueseAnalyzer::getDefaultStopSet)),
          Map.entry("nl", new Language(DutchStemmer::new, DutchAnalyzer::getDefaultStopSet)),
          Map.entry("sv", new Language(SwedishStemmer::new, SwedishAnalyzer::getDefaultStopSet)),
          Map.entry("da", new Language(DanishStemmer::new, DanishAnalyzer::getDefaultStopSet)),
          Map.entry(
              "no", new Language(NorwegianStemmer::new, NorwegianAnalyzer::getDefaultStopSet)),
          Map.entry("fi", new Language(FinnishStemmer::new, FinnishAnalyzer::getDefaultStopSet)),
          Map.entry(
              "hu", new Language(HungarianStemmer::new, HungarianAnalyzer::getDefaultStopSet)),
          Map.entry("ro", new Language(RomanianStemmer::new, RomanianAnalyzer::getDefaultStopSet)),
          Map.entry("ru", new Language(RussianStemmer::new, RussianAnalyzer::getDefaultStopSet)),
          Map.entry("tr", new Language(TurkishStemmer::new, TurkishAnalyzer::getDefaultStopSet)));

  private final @Nullable SnowballStemmer stemmer;
  private final CharArraySet stopWords;
  private final Map<String, String> stems = new HashMap<>();

  private WordForms(@Nullable SnowballStemmer stemmer, CharArraySet stopWords) {
    this.stemmer = stemmer;
    this.stopWords = stopWords;
  }

  /**
   * @param language ISO 639-1 code; of an unknown one words are only made lower case
   */
  public static WordForms of(String language) {
    return Optional.ofNullable(LANGUAGES.get(language))
        .map(known -> new WordForms(known.stemmer().get(), known.stopWords().get()))
        .orElseGet(() -> new WordForms(null, CharArraySet.EMPTY_SET));
  }

  /** The words of English that only hold others together; not to be changed. */
  public static CharArraySet englishStopWords() {
    return ENGLISH;
  }

  /** What all forms of the word have in common, by the Snowball rules of the language. */
  public String stem(String word) {
    return stems.computeIfAbsent(word.toLowerCase(Locale.ROOT), this::stemmed);
  }

  /** Whether the word only holds others together, as articles, pronouns and prepositions do. */
  public boolean isStopWord(String word) {
    return stopWords.contains(word.toLowerCase(Locale.ROOT));
  }

  private String stemmed(String word) {
    if (stemmer == null) {
      return word;
    }
    stemmer.setCurrent(word);
    stemmer.stem();
    return stemmer.getCurrent();
  }

  // the English analyzer's own list has 33 words only
  private static CharArraySet readEnglish() {
    try (var words = SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
      return CharArraySet.unmodifiableSet(
          WordlistLoader.getSnowballWordSet(
              new InputStreamReader(Objects.requireNonNull(words), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Language(Supplier<SnowballStemmer> stemmer, Supplier<CharArraySet> stopWords) {}
}
