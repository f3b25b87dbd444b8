package io.cloister.database;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** H2 while room is used again at once, as it is while its file is made small. */
class DiskSyncTests {

  private static final int ROWS = 100;
  private static final int CHANGES = 30;
  private static final String TEXT = "words ".repeat(200);
  private static final String FILE = "some.mv.db";
  private static final String JOURNAL = FILE + ".journal";

  private static final String CHANGE = "update note set change = ? where id = ?";
  private static final String CHANGE_NAMED = "update note set change = :change where id = :id";

  @TempDir(factory = InMemory.class)
  Path folder;

  @Test
  void whatWasSyncedOutlivesAPowerCutInTheCommitsAfterIt() throws Exception {
    PowerCutFiles.register();
    var source = filled("journal:cut:");
    var disk = new DiskSync();
    for (int i = 1; i <= CHANGES; i++) {
      change(source, i);
      disk.sync(source.getConnection());
      change(source, i + 1);
      change(source, i + 2);

      var left = folder.resolve("left" + i);
      PowerCutFiles.leave(folder, left, new Random(i));

      assertThat(newest(left)).as("after cut " + i).isBetween(i, i + 2);
    }
    source.destroy();
  }

  @Test
  void whatASingleStatementChangedOutlivesAPowerCut() throws Exception {
    PowerCutFiles.register();
    var source = filled("journal:cut:");
    var jdbc = JdbcClient.create(new SyncedStatements(source, new DiskSync()));
    var changes =
        List.<IntConsumer>of(
            i -> jdbc.sql(CHANGE).params(i, i % ROWS).update(),
            i -> jdbc.sql(CHANGE_NAMED).param("change", i).param("id", i % ROWS).update(),
            i ->
                new NamedParameterJdbcTemplate(new SyncedStatements(source, new DiskSync()))
                    .batchUpdate(CHANGE_NAMED, batch(i)));
    for (int i = 1; i <= CHANGES; i++) {
      changes.get(i % changes.size()).accept(i);

      var left = folder.resolve("left" + i);
      PowerCutFiles.leave(folder, left, new Random(i));

      assertThat(newest(left)).as("after cut " + i).isEqualTo(i);
    }
    source.destroy();
  }

  @Test
  void whatWasCommittedInASpanOutlivesAPowerCutOnceThatIsClosed() throws Exception {
    PowerCutFiles.register();
    var source = filled("journal:cut:");
    var disk = new DiskSync();
    var syncs = new OneSync(source, disk);
    var transaction = new TransactionTemplate(new SyncedTransactionManager(source, disk));
    for (int i = 1; i <= CHANGES; i++) {
      int change = 2 * i;
      try (var _ = syncs.begin()) {
        transaction.executeWithoutResult(_ -> change(source, change - 1));
        transaction.executeWithoutResult(_ -> change(source, change));
      }

      var left = folder.resolve("left" + i);
      PowerCutFiles.leave(folder, left, new Random(i));

      assertThat(newest(left)).as("after cut " + i).isEqualTo(change);
    }
    source.destroy();
  }

  @Test
  void aCommitAfterASpanIsSyncedAtOnceAgain() throws Exception {
    PowerCutFiles.register();
    var source = filled("journal:cut:");
    var disk = new DiskSync();
    var transaction = new TransactionTemplate(new SyncedTransactionManager(source, disk));
    for (int i = 1; i <= CHANGES; i++) {
      new OneSync(source, disk).begin().close();
      int change = i;
      transaction.executeWithoutResult(_ -> change(source, change));

      var left = folder.resolve("left" + i);
      PowerCutFiles.leave(folder, left, new Random(i));

      assertThat(newest(left)).as("after cut " + i).isEqualTo(i);
    }
    source.destroy();
  }

  private static SqlParameterSource[] batch(int number) {
    return new SqlParameterSource[] {
      new MapSqlParameterSource("change", number).addValue("id", number % ROWS)
    };
  }

  @Test
  void whatWasCommittedOutlivesADeathAtAnyWriteAfterIt() throws Exception {
    var source = filled("journal:");
    new DiskSync().sync(source.getConnection());
    var file = Files.copy(folder.resolve(FILE), folder.resolve("begun"));
    long begun = Files.size(folder.resolve(JOURNAL));
    var committed = new ArrayList<Long>(); // bytes of the journal
    for (int i = 1; i <= CHANGES; i++) {
      change(source, i);
      committed.add(Files.size(folder.resolve(JOURNAL)));
      if (i % 10 == 0) {
        compact(source);
      }
    }
    var journal = Files.copy(folder.resolve(JOURNAL), folder.resolve("journal"));
    source.destroy();

    for (long length : lengths(journal)) {
      if (length >= begun) {
        var left = Files.createDirectories(folder.resolve("left"));
        Files.copy(file, left.resolve(FILE), REPLACE_EXISTING);
        copy(journal, left.resolve(JOURNAL), length);
        assertThat(newest(left))
            .as("of %s, with %d", committed, length)
            .isGreaterThanOrEqualTo((int) committed.stream().filter(l -> l <= length).count());
      }
    }
  }

  private static void compact(DataSource source) {
    var compaction = new Compaction(source, new DiskSync(), 1);
    compaction.look();
    compaction.look();
  }

  /** At each of its changes. */
  private static List<Long> lengths(Path file) throws IOException {
    var lengths = new ArrayList<Long>();
    try (var journal = new Journal(FileChannel.open(file, READ))) {
      journal.play(_ -> lengths.add(journal.length()));
      lengths.add(journal.length());
    }
    return lengths;
  }

  /** The beginning of a file. */
  private static void copy(Path from, Path to, long length) throws IOException {
    try (var source = FileChannel.open(from, READ);
        var target = FileChannel.open(to, CREATE, TRUNCATE_EXISTING, WRITE)) {
      assertThat(source.transferTo(0, length, target)).isEqualTo(length);
    }
  }

  private SingleConnectionDataSource filled(String scheme) throws Exception {
    JournaledFiles.register();
    var source = new SingleConnectionDataSource(url(scheme, folder), "sa", "", true);
    DiskSync.store(source.getConnection()).setRetentionTime(0);
    var jdbc = JdbcClient.create(source);
    jdbc.sql("create table note (id int primary key, change int, text varchar)").update();
    for (int id = 0; id < ROWS; id++) {
      jdbc.sql("insert into note values (?, 0, ?)").params(id, TEXT).update();
    }
    return source;
  }

  private static void change(DataSource source, int number) {
    JdbcClient.create(source).sql(CHANGE).params(number, number % ROWS).update();
  }

  /** The number of the last change that is there; with all rows. */
  private static int newest(Path folder) {
    var rows =
        JdbcClient.create(new DriverManagerDataSource(url("journal:", folder), "sa", ""))
            .sql("select change from note where text = ? order by change")
            .param(TEXT)
            .query(Integer.class)
            .list();
    assertThat(rows).hasSize(ROWS);
    return rows.getLast();
  }

  /** A folder that needs no disk, where there is one: what a disk forgets is played here. */
  static class InMemory implements TempDirFactory {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 256L << 20;

    @Override
    public Path createTempDirectory(AnnotatedElementContext folder, ExtensionContext test)
        throws IOException {
      return Files.isWritable(SHARED_MEMORY)
              && Files.getFileStore(SHARED_MEMORY).getUsableSpace() > ROOM
          ? Files.createTempDirectory(SHARED_MEMORY, "cloister")
          : Files.createTempDirectory("cloister");
    }
  }

  private static String url(String scheme, Path folder) {
    return "jdbc:h2:file:%s%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
        .formatted(scheme, folder.resolve("some"));
  }
}
