package io.cloister.models.builtin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/**
 * Counts the tokens of a text by those of its words, and remembers these: a tokenizer says much
 * more of each token than that it is there. Only for tokenizers that see each word by itself. Safe
 * for concurrent use.
 */
final class WordTokens implements ToIntFunction<String> {

  private static final int LONGEST = 60; // code units of a word that may come again
  private static final int MOST = 50_000; // words

  private final ToIntFunction<String> tokenizer;
  private final int around;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  /**
   * @param tokenizer counts the tokens of a text, with those that stand around every text
   */
  WordTokens(ToIntFunction<String> tokenizer) {
    this.tokenizer = tokenizer;
    this.around = tokenizer.applyAsInt("");
  }

  /**
   * Whether a tokenizer parts texts at white space before anything else, as BERT's does.
   *
   * @param tokenizer as Hugging Face writes it
   */
  static boolean suit(JsonNode tokenizer) {
    return tokenizer.at("/normalizer/type").asString("").equals("BertNormalizer")
        && tokenizer.at("/pre_tokenizer/type").asString("").equals("BertPreTokenizer")
        && tokenizer.at("/model/type").asString("").equals("WordPiece");
  }

  /** The same that the tokenizer says. */
  @Override
  public int applyAsInt(String text) {
    int tokens = around;
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || isSpace(text.charAt(at))) {
        if (at > start) {
          tokens += ofWord(text.substring(start, at));
        }
        start = at + 1;
      }
    }
    return tokens;
  }

  private static boolean isSpace(char letter) {
    return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
  }

  private int ofWord(String word) {
    var before = known.get(word);
    if (before != null) {
      return before;
    }
    int tokens = tokenizer.applyAsInt(word) - around;
    if (word.length() <= LONGEST) {
      if (known.size() >= MOST) {
        known.clear(); // what comes often is soon there again
      }
      known.put(word, tokens);
    }
    return tokens;
  }
}
