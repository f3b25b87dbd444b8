package io.cloister.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LimitedStreamTests {

  @Test
  void givesAsManyBytesAsAreAllowedAndThenTheEnd() throws IOException {
    assertThat(limited(3).readAllBytes()).hasSize(3);

    var single = limited(3);
    assertThat(single.skip(2)).isEqualTo(2);
    assertThat(single.read()).isZero();
    assertThat(single.read()).isNegative();
  }

  @Test
  void refusesTheFirstByteBeyondThemHoweverItIsReached() throws IOException {
    assertThatIOException().isThrownBy(() -> limited(2).readAllBytes()).withMessage("too long");
    assertThatIOException().isThrownBy(() -> limited(2).skip(3)).withMessage("too long");

    var single = limited(2);
    single.skipNBytes(2);
    assertThatIOException().isThrownBy(single::read).withMessage("too long");
  }

  /** Of three bytes. */
  private static InputStream limited(long most) {
    return new LimitedStream(
        new ByteArrayInputStream(new byte[3]),
        most,
        () -> {
          throw new IOException("too long");
        });
  }
}
