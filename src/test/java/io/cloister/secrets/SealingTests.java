package io.cloister.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTests {

  private static final String SECRET = "sk-very-secret-0123456789";
  private static final String PLACE = "model_connection/1/key/https://models.test";
  private static final String ONE = "a".repeat(64);
  private static final String OTHER = "b".repeat(64);

  @TempDir Path folder;

  @Test
  void opensWhatItSealedInItsPlace() {
    var sealing = with("");

    assertThat(sealing.open(sealing.seal(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTimeAndNeverReadably() {
    var sealing = with(ONE);
    var first = sealing.seal(SECRET, PLACE);

    assertThat(first).isNotEqualTo(sealing.seal(SECRET, PLACE));
    assertThat(new String(first, UTF_8)).doesNotContain("secret");
  }

  @Test
  void doesNotOpenInAnotherPlace() {
    var sealing = with(ONE);
    var sealed = sealing.seal(SECRET, PLACE);

    assertThatExceptionOfType(SecretsLocked.class)
        .isThrownBy(() -> sealing.open(sealed, PLACE.replace("models", "evil")))
        .withMessageContaining("another place");
  }

  @Test
  void noticesEveryFlippedBit() {
    var sealing = with(ONE);
    var sealed = sealing.seal(SECRET, PLACE);

    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      var flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatExceptionOfType(SecretsLocked.class).isThrownBy(() -> sealing.open(flipped, PLACE));
    }
  }

  @Test
  void saysThatTheMasterKeyIsAnotherOne() {
    var sealed = with(ONE).seal(SECRET, PLACE);

    assertThatExceptionOfType(SecretsLocked.class)
        .isThrownBy(() -> with(OTHER).open(sealed, PLACE))
        .withMessageContaining("not the one that secrets were sealed with")
        .withMessageNotContaining(OTHER);
  }

  @Test
  void saysThatTheMasterKeyIsMissing() {
    var sealed = with(ONE).seal(SECRET, PLACE);

    assertThatExceptionOfType(SecretsLocked.class)
        .isThrownBy(() -> with("").open(sealed, PLACE))
        .withMessageContaining("There is no master key");
  }

  @Test
  void refusesAMasterKeyOfTheWrongLengthWithoutRepeatingIt() {
    assertThatExceptionOfType(SecretsLocked.class)
        .isThrownBy(() -> with("too-short-a-key").seal(SECRET, PLACE))
        .withMessageContaining("openssl rand")
        .withMessageNotContaining("too-short-a-key");
  }

  @Test
  void makesAFileThatOnlyItsOwnerMayRead() throws IOException {
    with("").seal(SECRET, PLACE);

    var file = folder.resolve("keys/master.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(with("").open(with("").seal(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
  }

  private Sealing with(String master) {
    return new Sealing(
        new MasterKey(new KeyProperties(master, "", "", folder.resolve("keys/master.key"))));
  }
}
