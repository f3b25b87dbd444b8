package io.cloister.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloister.secrets.KeyRotation.SealedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTests {

  private static final String PLACE = "model_connection/1/key/https://models.test";
  private static final String ONE = "a".repeat(64);
  private static final String OTHER = "b".repeat(64);

  @TempDir Path folder;
  private final List<byte[]> rows = new ArrayList<>();
  private Path file;

  @BeforeEach
  void sealSome() {
    file = folder.resolve("keys/master.key");
    var sealing = new Sealings(file).sealing();
    rows.add(sealing.seal("first", PLACE));
    rows.add(sealing.seal("second", PLACE));
  }

  @Test
  void opensEverySecretWithTheNewKeyAndNoneWithTheFormer() throws IOException {
    var former = Files.readString(file);

    new Sealings(file).rotation().rotate(rows::replaceAll);

    assertThat(Files.readString(file)).isNotEqualTo(former);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    allOpen();
    assertThat(filesBeside()).containsExactly("master.key");
    Files.writeString(file, former);
    assertThat(rows).noneMatch(new Sealings(file).sealing()::isOpen);
  }

  @Test
  void cutOffBeforeTheRowsAreWrittenItLosesNothing() {
    SealedRows dies =
        _ -> {
          throw new IllegalStateException("killed");
        };
    cutOff(dies);

    allOpen();
    resumed();
  }

  @Test
  void cutOffAfterTheRowsAreWrittenItLosesNothing() {
    SealedRows dies =
        anew -> {
          rows.replaceAll(anew);
          throw new IllegalStateException("killed");
        };
    cutOff(dies);

    allOpen();
    resumed();
  }

  @Test
  void cutOffBetweenTwoRowsItLosesNothing() {
    SealedRows dies =
        anew -> {
          rows.set(0, anew.apply(rows.getFirst()));
          throw new IllegalStateException("killed");
        };
    cutOff(dies);

    allOpen();
    resumed();
  }

  @Test
  void whatIsSealedAfterItWasCutOffIsOpenToo() {
    cutOff(_ -> {
      throw new IllegalStateException("killed");
    });
    rows.add(new Sealings(file).sealing().seal("third", PLACE));

    resumed();

    assertThat(new Sealings(file).sealing().open(rows.get(2), PLACE)).isEqualTo("third");
  }

  @Test
  void takesOverWhatTheFormerKeyFromTheEnvironmentSealed() {
    rows.replaceAll(_ -> with(ONE, "").sealing().seal("first", PLACE));
    assertThat(rows).noneMatch(with(OTHER, "").sealing()::isOpen);

    var both = with(OTHER, ONE);
    assertThat(rows).allMatch(both.sealing()::isOpen);
    assertThat(both.rotation().isPending()).isTrue();
    both.rotation().resume(rows::replaceAll);

    assertThat(rows).allMatch(with(OTHER, "").sealing()::isOpen);
    assertThat(rows).noneMatch(with(ONE, "").sealing()::isOpen);
  }

  @Test
  void doesNotReplaceAKeyThatIsSetFromOutside() {
    var before = List.copyOf(rows);

    assertThatExceptionOfType(SecretsLocked.class)
        .isThrownBy(() -> with(ONE, "").rotation().rotate(rows::replaceAll));

    assertThat(rows).isEqualTo(before);
  }

  @Test
  void takesTheKeyFromACredentialOfTheService() throws IOException {
    var credentials = Files.createDirectory(folder.resolve("credentials"));
    Files.writeString(credentials.resolve("cloister.master-key"), ONE + "\n");
    var service = new Sealings(new KeyProperties("", "", credentials.toString(), file));

    assertThat(service.rotation().source()).isEqualTo("credential");
    assertThat(with(ONE, "").sealing().open(service.sealing().seal("x", PLACE), PLACE))
        .isEqualTo("x");
    assertThat(service.rotation().isPossible()).isFalse();

    Files.writeString(credentials.resolve("cloister.former-master-key"), OTHER);
    rows.replaceAll(_ -> with(OTHER, "").sealing().seal("first", PLACE));
    service.rotation().resume(rows::replaceAll);
    assertThat(rows).allMatch(with(ONE, "").sealing()::isOpen);
  }

  @Test
  void leavesAsItIsWhatNoKeyOpens() {
    var lost = with(ONE, "").sealing().seal("lost", PLACE);
    rows.add(lost);

    new Sealings(file).rotation().rotate(rows::replaceAll);

    assertThat(rows.get(2)).isEqualTo(lost);
    assertThat(with(ONE, "").sealing().open(lost, PLACE)).isEqualTo("lost");
  }

  private void cutOff(SealedRows dies) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Sealings(file).rotation().rotate(dies))
        .withMessage("killed");
  }

  private void resumed() {
    var again = new Sealings(file);
    assertThat(again.rotation().isPending()).isTrue();
    again.rotation().resume(rows::replaceAll);
    assertThat(again.rotation().isPending()).isFalse();
    assertThat(filesBeside()).containsExactly("master.key");
    allOpen();
  }

  private void allOpen() {
    var sealing = new Sealings(file).sealing();
    assertThat(sealing.open(rows.get(0), PLACE)).isEqualTo("first");
    assertThat(sealing.open(rows.get(1), PLACE)).isEqualTo("second");
  }

  private Sealings with(String master, String former) {
    return new Sealings(new KeyProperties(master, former, "", file));
  }

  private List<String> filesBeside() {
    try (var files = Files.list(folder.resolve("keys"))) {
      return files.map(each -> each.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
