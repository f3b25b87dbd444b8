package io.cloister.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournaledFileTests {

  private static final int LONGEST = 20_000; // bytes of the journal: it begins anew now and then
  private static final int LARGEST = 3_000;
  private static final int END = 30_000;
  private static final int CHANGES = 200;

  @TempDir Path folder;
  private final List<byte[]> after = new ArrayList<>();
  private int synced;

  @BeforeEach
  void power() {
    PowerCutFiles.register();
    JournaledFiles.register();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void isAfterAPowerCutAsItWasAfterAChangeSinceTheLastSync(long seed) throws Exception {
    var chance = new Random(seed);
    try (var file = opened("cut:", folder)) {
      after.add(new byte[0]);
      for (int i = 0; i < CHANGES; i++) {
        change(file, chance);
        assertThat(content(file)).isEqualTo(after.getLast());

        var left = folder.resolve("left-" + i);
        PowerCutFiles.leave(folder, left, chance);
        assertThat(after.subList(synced, after.size())).contains(recovered(left));
      }
    }
    assertThat(Files.readAllBytes(folder.resolve("some.mv.db"))).isEqualTo(after.getLast());
    assertThat(folder.resolve("some.mv.db.journal")).isEmptyFile();
  }

  @Test
  void changesNothingBeforeItIsLocked() throws Exception {
    var path = folder.resolve("some.mv.db");
    try (var first = opened("", folder);
        var second = new JournaledFile(plain(path), plain(journal(path)), LONGEST, room())) {
      first.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);

      assertThatThrownBy(() -> second.write(ByteBuffer.wrap(new byte[] {4}), 0))
          .isInstanceOf(IOException.class);
      first.force(true);
      assertThat(content(first)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void takesNothingMoreOnceASyncFailed() throws Exception {
    var path = Files.createFile(folder.resolve("some.mv.db"));
    var disk = new Disk(plain(Files.createFile(journal(path))));
    try (var file = new JournaledFile(plain(path), disk, LONGEST, room())) {
      file.tryLock();
      file.write(ByteBuffer.wrap(new byte[] {1}), 0);
      disk.isBroken = true;
      assertThatThrownBy(() -> file.force(true)).hasMessage("broken");
      disk.isBroken = false;

      assertThatThrownBy(() -> file.force(true)).hasRootCauseMessage("broken");
      assertThatThrownBy(() -> file.write(ByteBuffer.wrap(new byte[] {2}), 1))
          .hasRootCauseMessage("broken");
    }
    assertThat(recovered(folder)).containsExactly(1);
  }

  private static final class Disk extends PassingFile {

    private boolean isBroken;

    Disk(FileChannel file) {
      super(file);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (isBroken) {
        throw new IOException("broken");
      }
      super.force(metadata);
    }
  }

  private void change(FileChannel file, Random chance) throws IOException {
    var before = after.getLast();
    switch (chance.nextInt(10)) {
      case 0 -> {
        int size = chance.nextInt(before.length + 1);
        file.truncate(size);
        after.add(Arrays.copyOf(before, size));
        synced = after.size() - 1;
      }
      case 1, 2 -> {
        file.force(true);
        synced = after.size() - 1;
      }
      default -> write(file, before, chance);
    }
  }

  private void write(FileChannel file, byte[] before, Random chance) throws IOException {
    var bytes = new byte[8 + chance.nextInt(LARGEST)];
    chance.nextBytes(bytes);
    if (chance.nextBoolean()) {
      ByteBuffer.wrap(bytes).put("chunk:1\n".getBytes(US_ASCII));
    }
    int position = chance.nextInt(END);
    file.write(ByteBuffer.wrap(bytes), position);
    var now = Arrays.copyOf(before, Math.max(before.length, position + bytes.length));
    System.arraycopy(bytes, 0, now, position, bytes.length);
    after.add(now);
  }

  private static byte[] recovered(Path left) throws IOException {
    try (var file = opened("", left)) {
      return content(file);
    }
  }

  private static byte[] content(FileChannel file) throws IOException {
    var bytes = ByteBuffer.allocate((int) file.size());
    file.read(bytes, 0);
    return bytes.array();
  }

  private static JournaledFile opened(String scheme, Path folder) throws IOException {
    var path = folder.resolve("some.mv.db");
    var file =
        new JournaledFile(
            FilePath.get(scheme + path).open("rw"),
            FilePath.get(scheme + journal(path)).open("rw"),
            LONGEST,
            new WantOfRoom(folder));
    file.tryLock();
    return file;
  }

  private WantOfRoom room() {
    return new WantOfRoom(folder);
  }

  private static Path journal(Path path) {
    return path.resolveSibling(path.getFileName() + ".journal");
  }

  private static FileChannel plain(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
