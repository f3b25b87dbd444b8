package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class DiskSyncTests {

  private static final int ROWS = 100;
  private static final int COMMITS = 60;
  private static final int CUTS = 24;

  @TempDir Path folder;

  @Test
  void whatWasSyncedOutlivesAPowerCutInTheCommitsAfterIt() throws Exception {
    PowerCutFiles.register();
    var source = new SingleConnectionDataSource(url("cut:", "some"), "sa", "", true);
    var jdbc = JdbcClient.create(source);
    var disk = DiskSync.begun(source);
    var connection = source.getConnection();
    // as it is while the file is made small: what is of no use is used again at once
    DiskSync.store(connection).setRetentionTime(0);
    jdbc.sql("create table note (id int primary key, text varchar)").update();
    for (int id = 0; id < ROWS; id++) {
      jdbc.sql("insert into note values (?, ?)").params(id, "words ".repeat(200)).update();
    }
    disk.sync(connection);

    for (int i = 0; i < COMMITS; i++) {
      jdbc.sql("update note set text = ? where id = ?").params("other " + i, i).update();
    }

    for (int cut = 0; cut < CUTS; cut++) {
      PowerCutFiles.leave(
          folder.resolve("some.mv.db"), folder.resolve("left" + cut + ".mv.db"), new Random(cut));
      assertThat(rows("left" + cut)).as("after cut " + cut).isEqualTo(ROWS);
    }
    disk.destroy();
    source.destroy();
  }

  private int rows(String name) {
    return JdbcClient.create(new DriverManagerDataSource(url("", name), "sa", ""))
        .sql("select count(*) from note")
        .query(Integer.class)
        .single();
  }

  private String url(String scheme, String name) {
    return "jdbc:h2:file:%s%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
        .formatted(scheme, folder.resolve(name));
  }
}
