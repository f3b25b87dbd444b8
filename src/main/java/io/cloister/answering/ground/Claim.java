package io.cloister.answering.ground;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a sentence claims: its words, its names, its numbers and dates, and what it denies. */
public final class Claim {

  private static final Pattern MARKS =
      Pattern.compile(
          "\\[\\d{1,3}(?:\\s*,\\s*\\d{1,3})*]|[*`~]+|(?m:^\\s*(?:#{1,6}|[-*+>]|\\d{1,2}[.)])\\s+)");
  // a single weighty word more or less decides in a short sentence
  private static final int FEW = 3;
  private static final double TITLE_CASE = 0.6;
  private static final Set<String> RELATIVE = Set.of("who", "whom", "whose", "which", "that");
  private static final int RELATIVE_REACH = 3;
  private static final Set<String> OPENERS =
      Set.of(
          "however",
          "moreover",
          "therefore",
          "thus",
          "overall",
          "additionally",
          "furthermore",
          "finally",
          "also",
          "yes",
          "no",
          "note",
          "similarly",
          "instead",
          "meanwhile",
          "today",
          "according",
          "based",
          "while",
          "although",
          "since",
          "because",
          "despite",
          "unlike",
          "both",
          "several",
          "many",
          "some",
          "most",
          "all",
          "each",
          "every",
          "none",
          "one",
          "first",
          "jedoch",
          "außerdem",
          "allerdings",
          "zudem",
          "ferner",
          "schließlich",
          "ja",
          "nein");

  private final String text;
  private final String language;
  private final List<Token> tokens;
  private final List<Quantity> quantities;

  private Claim(String text, String language) {
    this.text = text;
    this.language = language;
    this.tokens = Words.of(text);
    this.quantities = quantities(text, language);
  }

  public static Claim of(String sentence, String language) {
    return new Claim(MARKS.matcher(sentence).replaceAll(" ").strip(), language);
  }

  static List<Quantity> quantities(String text, String language) {
    var all = new ArrayList<>(Dates.of(text));
    all.addAll(Numbers.of(text, language, List.copyOf(all)));
    return all;
  }

  public String text() {
    return text;
  }

  /** Whether there is nothing in it that could be supported. */
  public boolean isEmpty() {
    return weighty().isEmpty() && quantities.isEmpty();
  }

  /** Whether it says a number that is no date. */
  public boolean hasNumber() {
    return quantities.stream().anyMatch(quantity -> !quantity.isDate());
  }

  /** Whether it says a date, a month or a year. */
  public boolean hasDate() {
    return quantities.stream().anyMatch(Quantity::isDate);
  }

  /** Whether it denies something, and not only says of what it speaks: "those who did not". */
  public boolean isDenial() {
    int relative = Integer.MIN_VALUE / 2;
    for (int i = 0; i < tokens.size(); i++) {
      if (i > 0 && RELATIVE.contains(tokens.get(i).key())) {
        relative = i;
      } else if (Polarity.denies(tokens.get(i)) && i - relative > RELATIVE_REACH) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is in the language of the built-in model. */
  public boolean isEnglish() {
    return language.equals("en") || (language.isEmpty() && text.chars().allMatch(c -> c < 0x250));
  }

  /** A short sentence, and one in a script without capitals, needs more of its words. */
  public double coverageNeeded(double usual) {
    boolean noCapitals =
        text.codePoints()
            .filter(Character::isLetter)
            .noneMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    return noCapitals ? 0.9 : weighty().size() <= FEW ? Math.max(usual, 0.75) : usual;
  }

  List<Token> tokens() {
    return tokens;
  }

  List<Quantity> quantities() {
    return quantities;
  }

  /** The words that say something and are no part of a number. */
  public List<Token> weighty() {
    return tokens.stream()
        .filter(token -> !StopWords.contains(token.key()) && !isInQuantity(token))
        .toList();
  }

  boolean isInQuantity(Token token) {
    return quantities.stream().anyMatch(q -> q.start() < token.end() && token.start() < q.end());
  }

  /** Names and identifiers: what stands with a capital where the rules of writing ask for none. */
  public List<Token> names() {
    var names = new ArrayList<Token>();
    var words = tokens.stream().filter(token -> !token.isPair()).toList();
    long capitals = words.stream().filter(Token::isCapitalised).count();
    boolean title = words.size() > FEW && capitals > TITLE_CASE * words.size();
    for (var token : words) {
      boolean opens = opensSentence(token);
      boolean common = StopWords.contains(token.key()) || isInQuantity(token);
      if (token.isIdentifier() && !common) {
        names.add(token);
      } else if (token.isCapitalised() && !common && !title && !(opens && isOpener(token))) {
        names.add(token);
      }
    }
    return names;
  }

  private boolean isOpener(Token token) {
    return OPENERS.contains(token.key()) || token.key().endsWith("ly");
  }

  /** Whether a capital says nothing here: at the beginning, or after a colon or a full stop. */
  private boolean opensSentence(Token token) {
    var before = text.substring(0, token.start()).stripTrailing();
    return before.isEmpty() || ".:!?\"“„»(".indexOf(before.charAt(before.length() - 1)) >= 0;
  }

  boolean isGerman() {
    return language.equals("de");
  }

  boolean opens(Token token) {
    return opensSentence(token);
  }

  String language() {
    return language;
  }
}
