package io.cloister.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WordTokensTests {

  private static final List<String> PARTS =
      List.of(
          "retention",
          "Retention",
          "résumé",
          "re\u0301sume\u0301",
          "Größe",
          "ΣΑΣ",
          "İstanbul",
          "10-Q",
          "$1,234.56",
          "e.g.",
          "don't",
          "[CLS]",
          "[MASK]",
          "[mask]",
          "##ing",
          "漢字",
          "ひらがな",
          "한국어",
          "हिन्दी",
          "العربية",
          "😀",
          "👨‍👩‍👧",
          "ﬁ",
          "㎏",
          "x".repeat(99),
          "x".repeat(101),
          "Unternehmensdatenschutzgrundverordnung",
          " ",
          " ",
          " ",
          " ",
          "\n",
          "\t",
          "\r\n",
          "\u00a0",
          "\u2028",
          "\u3000",
          "\u200b",
          "\u0000",
          "\u0001",
          "\ufffd",
          "\u00ad",
          "\u0301",
          ",",
          "—",
          "…",
          "\u200e",
          "\ufeff");

  private static HuggingFaceTokenizer tokenizer;

  @BeforeAll
  static void open() throws IOException {
    try (var in = ModelFiles.shipped().tokenizer().open()) {
      tokenizer =
          HuggingFaceTokenizer.newInstance(in, Map.of("truncation", "false", "padding", "false"));
    }
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static int whole(String text) {
    return tokenizer.encode(text).getIds().length;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void areAsManyAsTheTokenizerSays(long seed) {
    var dice = new Random(seed);
    var words = new WordTokens(WordTokensTests::whole);
    for (int i = 0; i < 400; i++) {
      var text = new StringBuilder();
      for (int length = dice.nextInt(40); length > 0; length--) {
        text.append(PARTS.get(dice.nextInt(PARTS.size())));
      }
      assertThat(words.applyAsInt(text.toString()))
          .as(text.toString())
          .isEqualTo(whole(text.toString()));
    }
  }

  @Test
  void areAskedForOnceForEachWord() {
    var asked = new ArrayList<String>();
    var words =
        new WordTokens(text -> {
          asked.add(text);
          return whole(text);
        });

    words.applyAsInt("to be or not to be");
    words.applyAsInt("not to be");

    assertThat(asked).containsExactly("", "to", "be", "or", "not");
  }

  @Test
  void suitTheShippedTokenizerAndNoneThatSeesMoreThanAWord() throws IOException {
    try (var in = ModelFiles.shipped().tokenizer().open()) {
      assertThat(WordTokens.suit(JsonMapper.shared().readTree(in))).isTrue();
    }
    assertThat(
            WordTokens.suit(
                JsonMapper.shared()
                    .readTree(
                        """
                        {"normalizer": {"type": "Precompiled"},
                         "pre_tokenizer": {"type": "Metaspace"},
                         "model": {"type": "Unigram"}}
                        """)))
        .isFalse();
    assertThat(WordTokens.suit(JsonMapper.shared().readTree("{\"normalizer\": null}"))).isFalse();
  }
}
