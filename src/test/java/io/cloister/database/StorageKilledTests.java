package io.cloister.database;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The storage of the library in a process of its own, which dies again and again: at a write of the
 * database, in the middle of one, at a sync, at any moment, or by a power cut; sometimes while the
 * database's file is made small. {@code -Dcloister.kills=500} has it die so often, {@code
 * -Dcloister.power-cuts=true} by power cuts alone.
 */
class StorageKilledTests {

  private static final int KILLS = Integer.getInteger("cloister.kills", 50);
  private static final boolean BY_POWER_CUTS = Boolean.getBoolean("cloister.power-cuts");
  private static final int SIDE_BY_SIDE = 2;

  @TempDir Path folder;

  @Test
  void losesAndDoublesNothingThatWasAcknowledged() throws Exception {
    var starts = StorageStarts.in(folder);
    var empty = empty(folder.resolve("empty"));
    var first = copy(empty, folder.resolve("first"));
    lives(first, starts.first(arguments(first, Death.afterWrites(100))));
    try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      var chains =
          threads.invokeAll(
              IntStream.range(0, SIDE_BY_SIDE)
                  .<Callable<Integer>>mapToObj(chain ->
                      () -> killed(copy(empty, folder.resolve("chain-" + chain)), starts, chain))
                  .toList());
      int acknowledged = 0;
      for (var chain : chains) {
        acknowledged += chain.get();
      }
      assertThat(acknowledged).as("acknowledged in all").isGreaterThan(KILLS);
    }
  }

  /** How many were acknowledged; each start looks whether all are there. */
  private static int killed(Path folder, StorageStarts starts, int seed) throws Exception {
    var chance = new Random(seed);
    int acknowledged = 0;
    for (int i = 0; i < KILLS / SIDE_BY_SIDE; i++) {
      var death = Death.any(BY_POWER_CUTS, chance);
      acknowledged += lives(folder, starts.next(arguments(folder, death)));
    }
    // dies at once: it only looks whether everything is there
    return acknowledged + lives(folder, starts.next(arguments(folder, Death.afterWrites(1))));
  }

  private static List<String> arguments(Path folder, Death death) {
    var arguments = new ArrayList<>(death.arguments());
    arguments.addFirst(folder.toString());
    return arguments;
  }

  private static Path copy(Path from, Path to) throws IOException {
    FileSystemUtils.copyRecursively(from, to);
    return to;
  }

  private static Path empty(Path folder) throws Exception {
    Files.createDirectories(folder);
    Files.createFile(folder.resolve("acknowledged"));
    var url = StorageProcess.url(folder, "");
    Flyway.configure().dataSource(url, "cloister", "").load().migrate();
    try (var database = DriverManager.getConnection(url, "cloister", "");
        var insert =
            database.prepareStatement(
                "insert into collection (id, name, label, created_at) values (?, 'c', 'internal',"
                    + " current_timestamp)")) {
      insert.setObject(1, StorageProcess.COLLECTION.value());
      insert.executeUpdate();
      database.createStatement().execute("shutdown");
    }
    return folder;
  }

  private static int lives(Path folder, List<String> command)
      throws IOException, InterruptedException {
    var errors = folder.resolve("errors").toFile();
    var process = new ProcessBuilder(command).redirectError(errors).start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      var lines = said.lines().filter(line -> line.length() == 101).toList();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ended").isTrue();
      assertThat(process.exitValue())
          .as("how it ended: %s", Files.readString(errors.toPath()))
          .isEqualTo(DyingFiles.ENDED);
      remember(folder, lines);
      return lines.size();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void remember(Path folder, List<String> lines) throws IOException {
    Files.write(folder.resolve("acknowledged"), lines, StandardOpenOption.APPEND);
  }
}
