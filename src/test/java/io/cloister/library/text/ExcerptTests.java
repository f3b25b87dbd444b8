package io.cloister.library.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTests {

  @Test
  void isAllOfAShortText() {
    assertThat(Excerpt.of("short", 5)).isEqualTo("short");
    assertThat(Excerpt.of("", 0)).isEmpty();
  }

  @Test
  void isTheBeginningOfALongOne() {
    assertThat(Excerpt.of("beginning", 5)).isEqualTo("begin");
  }

  @Test
  void neverPartsTheHalvesOfACharacter() {
    assertThat(Excerpt.of("ab😀", 3)).isEqualTo("ab");
    assertThat(Excerpt.of("ab😀c", 4)).isEqualTo("ab😀");
    assertThat(Excerpt.of("😀", 1)).isEmpty();
  }
}
