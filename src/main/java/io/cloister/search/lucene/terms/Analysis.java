package io.cloister.search.lucene.terms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns text into terms by the rules of its language. Every term begins with its language, so that
 * the stems of one language never meet those of another though all stand in one field.
 */
@Component
public class Analysis {

  /** For languages that Lucene has no rules for, and for text of which the language is unknown. */
  static final String UNKNOWN = "xx";

  /** Chinese, Japanese and Korean, as pairs of characters. */
  public static final String CJK = "zh";

  private static final double MOSTLY = 0.2;
  private static final int SAMPLED = 4_000;
  private static final int FIRST_PAIRED = 0x1100;

  private final Map<String, Analyzer> tagged = new TreeMap<>();
  private final Analyzer plain = new StandardAnalyzer();

  public Analysis() {
    Languages.analyzers().forEach((language, analyzer) -> add(language, analyzer));
    add(UNKNOWN, plain);
  }

  private void add(String language, Analyzer analyzer) {
    tagged.put(language, new Tagged(analyzer, language));
  }

  /** The language by whose rules {@code sample} is analysed; its letters overrule {@code said}. */
  public String languageOf(@Nullable String said, String sample) {
    if (isMostlyPaired(sample)) {
      return CJK;
    }
    var language = said == null ? UNKNOWN : said.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return tagged.containsKey(language) && !language.equals(CJK) ? language : UNKNOWN;
  }

  private static boolean isMostlyPaired(String sample) {
    int letters = 0;
    int pairs = 0;
    for (int at = 0, seen = 0; at < sample.length() && seen < SAMPLED; seen++) {
      int character = sample.codePointAt(at);
      at += Character.charCount(character);
      letters += Character.isLetter(character) ? 1 : 0;
      pairs += isPaired(character) ? 1 : 0;
    }
    return pairs > 0 && pairs > MOSTLY * letters;
  }

  /** Whether a character is written without spaces between words. */
  public static boolean isPaired(int character) {
    return character >= FIRST_PAIRED
        && switch (Character.UnicodeScript.of(character)) {
          case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
          default -> false;
        };
  }

  /** The stream for indexing; reused by its thread, so consume one before asking for the next. */
  TokenStream stream(String language, String field, String text) {
    return analyzer(language).tokenStream(field, text);
  }

  private Analyzer analyzer(String language) {
    var analyzer = tagged.get(language);
    return analyzer == null ? Objects.requireNonNull(tagged.get(UNKNOWN)) : analyzer;
  }

  /** The terms of {@code text} in order. */
  public List<String> terms(String language, String text) {
    return tokens(language, text).stream().map(Token::term).toList();
  }

  /** The terms of {@code text} with where they stand. */
  public List<Token> tokens(String language, String text) {
    return read(analyzer(language).tokenStream(Fields.TEXT, text), null);
  }

  /** Where the terms of {@code wanted} stand in {@code text}. */
  public List<Token> tokens(String language, String text, CharArraySet wanted) {
    return read(analyzer(language).tokenStream(Fields.TEXT, text), wanted);
  }

  /** The words of {@code text} in lower case, as they stand. */
  public List<Token> words(String text) {
    return read(plain.tokenStream(Fields.WORD, text), null);
  }

  /**
   * @param position place among the words, counting those left out
   */
  public record Token(String term, int start, int end, int position) {}

  private static List<Token> read(TokenStream stream, @Nullable CharArraySet wanted) {
    try (stream) {
      var tokens = new ArrayList<Token>();
      var term = stream.addAttribute(CharTermAttribute.class);
      var offset = stream.addAttribute(OffsetAttribute.class);
      var step =
          stream.addAttribute(
              org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute.class);
      stream.reset();
      int position = -1;
      while (stream.incrementToken()) {
        position += step.getPositionIncrement();
        if (wanted == null || wanted.contains(term.buffer(), 0, term.length())) {
          tokens.add(
              new Token(term.toString(), offset.startOffset(), offset.endOffset(), position));
        }
      }
      stream.end();
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Tagged extends AnalyzerWrapper {

    private final Analyzer inner;
    private final String language;

    Tagged(Analyzer inner, String language) {
      super(PER_FIELD_REUSE_STRATEGY);
      this.inner = inner;
      this.language = language;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
      return inner;
    }

    @Override
    protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
      return new TokenStreamComponents(
          components.getSource(), new LanguageTag(components.getTokenStream(), language));
    }
  }
}
