package io.cloister.library.original;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.library.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What every {@link BlobStore} promises. One subclass per implementation. */
abstract class BlobStoreContract {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  /** A fresh, empty store. */
  abstract BlobStore store() throws IOException;

  @Test
  void tellsTheAddressBeforeTheBytesAreThere() throws IOException {
    var store = store();
    var missing = new ArrayList<Sha256>();
    store.put(
        new ByteArrayInputStream(HELLO),
        address -> {
          assertThatExceptionOfType(NoSuchFileException.class)
              .isThrownBy(() -> store.open(address));
          missing.add(address);
        });
    assertThat(missing).containsExactly(Sha256.of(HELLO));
  }

  @Test
  void givesBackTheBytesItWasGiven() throws IOException {
    var store = store();
    var stored = put(store);
    assertThat(stored).isEqualTo(new StoredBytes(Sha256.of(HELLO), 5));
    try (var in = store.open(stored.address())) {
      assertThat(in).hasBinaryContent(HELLO);
    }
  }

  @Test
  void storesTheSameBytesUnderTheSameAddress() throws IOException {
    var store = store();
    var first = put(store);
    assertThat(put(store)).isEqualTo(first);
  }

  @Test
  void saysSoWhenNothingIsThere() throws IOException {
    var store = store();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store.open(Sha256.of(HELLO)));
  }

  @Test
  void forgetsWhatIsRemoved() throws IOException {
    var store = store();
    var stored = put(store);
    store.remove(stored.address());
    store.remove(stored.address());
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store.open(stored.address()));
  }

  @Test
  void keepsNothingOfAStreamThatBreaksOff() throws IOException {
    var store = store();
    var broken =
        new InputStream() {
          private int given;

          @Override
          public int read() throws IOException {
            if (given++ < 3) {
              return HELLO[given];
            }
            throw new IOException("the line went dead");
          }
        };
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.put(broken, _ -> {}));
    assertThat(put(store).length()).isEqualTo(5);
  }

  private static StoredBytes put(BlobStore store) throws IOException {
    return store.put(new ByteArrayInputStream(HELLO), _ -> {});
  }
}
