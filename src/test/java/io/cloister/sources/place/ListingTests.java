package io.cloister.sources.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ListingTests {

  private record Named(String path) implements Item {

    @Override
    public String mark() {
      return "";
    }

    @Override
    public InputStream open() {
      return InputStream.nullInputStream();
    }
  }

  @Test
  void tellsEachPathOnceInOrder() {
    var listing = new Listing<Named>(2);
    listing.add(new Named("b"), 1);
    listing.add(new Named("a"), 1);
    listing.add(new Named("b"), 1);

    assertThat(listing.items()).extracting(Named::path).containsExactly("a", "b");
  }

  @Test
  void isNotLongerThanASourceTakes() {
    var listing = new Listing<Named>(1);
    listing.add(new Named("a"), 1);

    tooMuch(() -> listing.add(new Named("b"), 1));
  }

  @Test
  void takesNoMoreRoomThanThereIs() {
    var listing = new Listing<Named>(1_000);

    tooMuch(() -> listing.add(new Named("a"), 1L << 30));
  }

  private static void tooMuch(Runnable adding) {
    assertThatExceptionOfType(PlaceFailed.class)
        .isThrownBy(adding::run)
        .satisfies(failed -> assertThat(failed.problem()).isEqualTo(SourceProblem.TOO_MUCH));
  }
}
