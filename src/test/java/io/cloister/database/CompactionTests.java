package io.cloister.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class CompactionTests {

  private static final int ROWS = 200;
  private static final long WORTHWHILE = 1 << 20;

  @TempDir Path folder;
  private String url;

  @BeforeEach
  void place() {
    JournaledFiles.register();
    url =
        "jdbc:h2:file:journal:" + folder.resolve("some") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  @Test
  void makesTheFileSmallOnceLittleIsWrittenAndLosesNothing() throws Exception {
    var source = new SingleConnectionDataSource(url, "sa", "", true);
    var compaction = new Compaction(source, new DiskSync(), WORTHWHILE);
    fill(source);
    compaction.look();
    long large = change(source);
    compaction.look();
    assertThat(size()).as("while it is written to").isGreaterThanOrEqualTo(large);

    compaction.look();

    assertThat(size()).isLessThan(large / 4);
    JdbcClient.create(source).sql("update note set state = 'after' where id = 0").update();
    JdbcClient.create(source).sql("checkpoint sync").update();
    JdbcClient.create(source).sql("shutdown immediately").update();
    assertThat(
            JdbcClient.create(new DriverManagerDataSource(url, "sa", ""))
                .sql("select count(*) from note where state = 'new' or state = 'after'")
                .query(Integer.class)
                .single())
        .isEqualTo(ROWS);
  }

  @Test
  void keepsTheFileFromGrowingForEverWhileMuchIsWritten() throws Exception {
    var source = new SingleConnectionDataSource(url, "sa", "", true);
    var compaction = new Compaction(source, new DiskSync(), WORTHWHILE);
    fill(source);
    long largest = 0;
    for (int round = 0; round < 30; round++) {
      largest = Math.max(largest, change(source));
      compaction.look();
    }

    assertThat(largest).isLessThan(32 * WORTHWHILE);
    source.destroy();
  }

  private static void fill(DataSource source) {
    var jdbc = JdbcClient.create(source);
    jdbc.sql("create table note (id int primary key, state varchar, text varchar)").update();
    for (int id = 0; id < ROWS; id++) {
      jdbc.sql("insert into note values (?, 'old', ?)").params(id, "words ".repeat(200)).update();
    }
  }

  private long change(DataSource source) throws IOException {
    for (int id = 0; id < ROWS; id++) {
      JdbcClient.create(source)
          .sql("update note set state = 'new' where id = ?")
          .param(id)
          .update();
    }
    JdbcClient.create(source).sql("checkpoint sync").update();
    return size();
  }

  private long size() throws IOException {
    return Files.size(folder.resolve("some.mv.db"));
  }
}
