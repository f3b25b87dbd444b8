package io.cloister.search.lucene.query;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query language: words, {@code "phrases"}, {@code "near words"~5}, {@code -not}, {@code
 * AND}, {@code OR}, parentheses, {@code title:}, {@code tag:}, {@code type:}. What does not parse
 * is taken as plain words, and so is a paragraph that happens to have quotation marks or dashes.
 */
public final class AskedParser {

  static final String PLAIN = "plain";
  static final String SYNTAX = "syntax";
  static final String FALLBACK = "fallback";

  /**
   * @param interpretation {@link #PLAIN}, {@link #SYNTAX} or {@link #FALLBACK}
   */
  public record Parsed(List<Asked> parts, String interpretation) {

    /** What is to be embedded: the query as it was written, of one with syntax only its words. */
    public String meant(String query) {
      var words = Asked.words(parts);
      return interpretation.equals(SYNTAX) || words.isBlank() ? words : query.strip();
    }
  }

  private static final Set<String> FIELDS = Set.of("title", "tag", "type");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<not>(?<=^|[\\s(])-(?=[^\\s-]))"
              + "|(?<field>(?i:title|tag|type):(?=\\S))"
              + "|\"(?<phrase>[^\"]*)\"(?:~(?<slop>\\d{1,2}))?"
              + "|(?<open>\\()|(?<close>\\))"
              + "|(?<word>[^\\s()\"]+)"
              + "|(?<stray>\")");

  private enum Kind {
    NOT,
    FIELD,
    PHRASE,
    OPEN,
    CLOSE,
    AND,
    OR,
    WORD
  }

  private record Token(Kind kind, String text, int slop) {}

  private static final Set<Kind> TEXT = EnumSet.of(Kind.WORD, Kind.OPEN, Kind.CLOSE);
  private static final Set<Kind> PUNCTUATED =
      EnumSet.of(Kind.WORD, Kind.OPEN, Kind.CLOSE, Kind.PHRASE, Kind.NOT);

  /** Nobody types so many words to find those that have one phrase. */
  private static final int PROSE = 40;

  /** Phrases, brackets and such: with more than anybody types a query costs more than it says. */
  private static final int MOST_SIGNS = 200;

  private static final int DEEPEST = 20;

  private static final class Unparsable extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final List<Token> tokens;
  private int next;
  private int depth;

  private AskedParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  public static Parsed parse(String query) {
    try {
      var tokens = tokens(query);
      var parser = new AskedParser(tokens);
      var parts = parser.sequence();
      if (parser.peek() != null) {
        throw new Unparsable();
      }
      return isPlain(tokens) || isProse(tokens)
          ? new Parsed(plainWords(query), PLAIN)
          : new Parsed(parts, SYNTAX);
    } catch (Unparsable _) {
      return new Parsed(plainWords(query), FALLBACK);
    }
  }

  private static boolean isPlain(List<Token> tokens) {
    return tokens.stream().allMatch(token -> TEXT.contains(token.kind()));
  }

  private static boolean isProse(List<Token> tokens) {
    return tokens.stream().filter(token -> token.kind() == Kind.WORD).count() >= PROSE
        && tokens.stream().allMatch(token -> PUNCTUATED.contains(token.kind()));
  }

  private static List<Asked> plainWords(String query) {
    var words = query.replaceAll("[\"()]", " ").strip();
    return words.isEmpty() ? List.of() : List.of(new Asked.Word(words));
  }

  private static List<Token> tokens(String query) throws Unparsable {
    var tokens = new ArrayList<Token>();
    var found = TOKEN.matcher(query);
    int signs = 0;
    while (found.find()) {
      signs += found.group("word") == null ? 1 : 0;
      if (signs > MOST_SIGNS) {
        throw new Unparsable();
      }
      if (found.group("stray") != null) {
        throw new Unparsable();
      } else if (found.group("not") != null) {
        tokens.add(new Token(Kind.NOT, "-", 0));
      } else if (found.group("field") != null) {
        var name = found.group("field");
        tokens.add(
            new Token(
                Kind.FIELD, name.substring(0, name.length() - 1).toLowerCase(Locale.ROOT), 0));
      } else if (found.group("phrase") != null) {
        var slop = found.group("slop");
        tokens.add(
            new Token(
                Kind.PHRASE, found.group("phrase"), slop == null ? 0 : Integer.parseInt(slop)));
      } else if (found.group("open") != null) {
        tokens.add(new Token(Kind.OPEN, "(", 0));
      } else if (found.group("close") != null) {
        tokens.add(new Token(Kind.CLOSE, ")", 0));
      } else {
        tokens.add(word(found.group("word")));
      }
    }
    return tokens;
  }

  private static Token word(String word) {
    return switch (word) {
      case "AND" -> new Token(Kind.AND, word, 0);
      case "OR" -> new Token(Kind.OR, word, 0);
      default -> new Token(Kind.WORD, word, 0);
    };
  }

  private @Nullable Kind peek() {
    return next < tokens.size() ? tokens.get(next).kind() : null;
  }

  private List<Asked> sequence() throws Unparsable {
    var parts = new ArrayList<Asked>();
    while (peek() != null && peek() != Kind.CLOSE) {
      parts.add(any());
    }
    return parts;
  }

  private Asked any() throws Unparsable {
    var parts = new ArrayList<Asked>(List.of(all()));
    while (peek() == Kind.OR) {
      next++;
      parts.add(all());
    }
    return parts.size() == 1 ? parts.getFirst() : new Asked.Any(parts);
  }

  private Asked all() throws Unparsable {
    var parts = new ArrayList<Asked>(List.of(single()));
    while (peek() == Kind.AND) {
      next++;
      parts.add(single());
    }
    return parts.size() == 1 ? parts.getFirst() : new Asked.All(parts);
  }

  private Asked single() throws Unparsable {
    if (next >= tokens.size() || ++depth > DEEPEST) {
      throw new Unparsable();
    }
    var token = tokens.get(next++);
    var asked =
        switch (token.kind()) {
          case NOT -> new Asked.Not(single());
          case FIELD -> field(token.text());
          case PHRASE -> phrase(token);
          case WORD -> new Asked.Word(token.text());
          case OPEN -> group();
          case CLOSE, AND, OR -> throw new Unparsable();
        };
    depth--;
    return asked;
  }

  private Asked field(String name) throws Unparsable {
    if (!FIELDS.contains(name) || (peek() != Kind.WORD && peek() != Kind.PHRASE)) {
      throw new Unparsable();
    }
    return new Asked.Field(name, tokens.get(next++).text());
  }

  private static Asked phrase(Token token) throws Unparsable {
    if (token.text().isBlank()) {
      throw new Unparsable();
    }
    return new Asked.Phrase(token.text(), token.slop());
  }

  private Asked group() throws Unparsable {
    var parts = sequence();
    if (peek() != Kind.CLOSE || parts.isEmpty()) {
      throw new Unparsable();
    }
    next++;
    return parts.size() == 1 ? parts.getFirst() : new Asked.Any(parts);
  }
}
