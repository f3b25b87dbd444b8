package io.cloister.library.likeness;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinHashTests {

  @Test
  void estimatesWhatTwoTextsShare() {
    // of 2 x 1,000 words the first 800 are shared: 796 of 1,196 shingles
    var shared = words(1, 800);
    var one = sketch(shared + words(2, 200));
    var other = sketch(shared + words(3, 200));

    assertThat(one.resemblance(other)).isCloseTo(796 / 1196.0, within(0.2));
    assertThat(one.resemblance(one)).isEqualTo(1);
    assertThat(one.resemblance(sketch(words(4, 1_000)))).isLessThan(0.1);
  }

  @Test
  void doesNotCareForCaseSpacesAndSigns() {
    var text = words(5, 100);
    var written = text.toUpperCase(java.util.Locale.ROOT).replace(" ", ",\n  ");

    assertThat(sketch(written)).isEqualTo(sketch(text));
  }

  @Test
  void sharesABandWithWhatIsNearlyTheSame() {
    var text = words(6, 2_000);
    var one = sketch(text);
    var other = sketch(text + words(7, 40));

    assertThat(IntStream.range(0, MinHash.BANDS).filter(i -> one.band(i) == other.band(i)))
        .isNotEmpty();
  }

  @Test
  void readsLanguagesWithoutSpaces() {
    var text = IntStream.range(0x4e00, 0x4e64).mapToObj(Character::toString);

    assertThat(MinHash.of(text.collect(Collectors.joining()))).isNotNull();
  }

  @Test
  void saysNothingOfShortTexts() {
    assertThat(MinHash.of("")).isNull();
    assertThat(MinHash.of(words(8, 20))).isNull();
  }

  private static MinHash sketch(String text) {
    return requireNonNull(MinHash.of(text));
  }

  private static String words(long seed, int many) {
    return new Random(seed)
        .ints(many, 0, 1_000_000)
        .mapToObj(number -> "w" + number)
        .collect(Collectors.joining(" ", "", " "));
  }
}
