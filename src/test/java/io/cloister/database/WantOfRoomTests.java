package io.cloister.database;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A database whose disk is full for a while. */
class WantOfRoomTests {

  @TempDir Path folder;
  private HikariDataSource source;
  private JdbcClient jdbc;
  private TransactionTemplate transaction;

  @BeforeEach
  void aNote() {
    FullFiles.register();
    JournaledFiles.register();
    source = new HikariDataSource();
    source.setJdbcUrl(url("journal:full:"));
    source.setUsername("sa");
    var disk = new DiskSync();
    jdbc = JdbcClient.create(new SyncedStatements(source, disk));
    transaction = new TransactionTemplate(new SyncedTransactionManager(source, disk));
    jdbc.sql("create table note (change int)").update();
    jdbc.sql("insert into note values (0)").update();
  }

  @AfterEach
  void close() {
    FullFiles.fill(false);
    source.close();
  }

  @Test
  void whatIsWrittenWaitsAndWhatIsThereIsRead() throws Exception {
    FullFiles.fill(true);
    var waiting = CompletableFuture.runAsync(() -> change(1));
    await().atMost(PATIENCE).until(WantOfRoom::isFelt);

    assertThat(jdbc.sql("select count(*) from note").query(Integer.class).single()).isOne();
    assertThat(transaction.<Integer>execute(_ -> read())).isNotNull();
    assertThatThrownBy(() -> change(2)).isInstanceOf(NoRoomOnDisk.class);
    assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> change(2)))
        .isInstanceOf(NoRoomOnDisk.class);
    assertThat(waiting).isNotDone();

    FullFiles.fill(false);
    waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(WantOfRoom.isFelt()).isFalse();
    change(3);
    source.close();
    assertThat(kept()).isEqualTo(3);
  }

  @Test
  void aCommitWaitsToo() throws Exception {
    FullFiles.fill(true);
    var waiting =
        CompletableFuture.runAsync(() -> transaction.executeWithoutResult(_ -> change(1)));
    await().atMost(PATIENCE).until(WantOfRoom::isFelt);
    assertThat(waiting).isNotDone();

    FullFiles.fill(false);
    waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    source.close();
    assertThat(kept()).isEqualTo(1);
  }

  private void change(int number) {
    jdbc.sql("update note set change = ?").param(number).update();
  }

  private int read() {
    return jdbc.sql("select change from note").query(Integer.class).single();
  }

  private int kept() {
    return JdbcClient.create(new DriverManagerDataSource(url("journal:"), "sa", ""))
        .sql("select change from note")
        .query(Integer.class)
        .single();
  }

  private String url(String scheme) {
    return "jdbc:h2:file:%s%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
        .formatted(scheme, folder.resolve("some"));
  }
}
