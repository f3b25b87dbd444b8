package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LentTests {

  @TempDir Path folder;

  private final Lent lent = new Lent(10);

  @Test
  void lendsNoMoreThanItMayAndKeepsNothing() throws IOException {
    var first = lent.of(file("first", 6));

    assertThatExceptionOfType(PartRefused.class)
        .isThrownBy(() -> lent.of(file("second", 5)))
        .matches(PartRefused::passes);
    assertThat(folder.resolve("second")).doesNotExist();
    lent.requireRoom();
    var third = lent.of(file("third", 4));
    assertThatExceptionOfType(PartRefused.class).isThrownBy(lent::requireRoom);

    first.close();
    first.close(); // twice counts once
    assertThat(folder.resolve("first")).doesNotExist();
    assertThatExceptionOfType(PartRefused.class).isThrownBy(() -> lent.of(file("fourth", 7)));
    assertThat(third.readAllBytes()).hasSize(4);
    third.close();
    try (var all = lent.of(file("fifth", 10))) {
      assertThat(all.bytes()).isEqualTo(10);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private Path file(String name, int bytes) throws IOException {
    return Files.write(folder.resolve(name), new byte[bytes]);
  }
}
