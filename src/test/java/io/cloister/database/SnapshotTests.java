package io.cloister.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SnapshotTests {

  private final JdbcDataSource database = database();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new DataSourceTransactionManager(database));
  private int reads;
  private final Snapshot<Integer> snapshot =
      new Snapshot<>(() -> {
        reads++;
        return jdbc.sql("select n from t").query(Integer.class).single();
      });

  private static JdbcDataSource database() {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    JdbcClient.create(database).sql("create table t as select 1 as n").update();
    return database;
  }

  private void set(int n) {
    jdbc.sql("update t set n = ?").param(n).update();
    snapshot.changed();
  }

  @Test
  void readsOnce() {
    assertThat(snapshot.get()).isEqualTo(1);
    assertThat(snapshot.get()).isEqualTo(1);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void readsAgainAfterAChange() {
    snapshot.get();
    set(2);
    assertThat(snapshot.get()).isEqualTo(2);
  }

  @Test
  void showsATransactionItsOwnChangeAndKeepsItOnlyOnceItIsCommitted() {
    snapshot.get();
    transaction.executeWithoutResult(status -> {
      set(2);
      assertThat(snapshot.get()).isEqualTo(2);
      status.setRollbackOnly();
    });
    assertThat(snapshot.get()).isEqualTo(1);
    transaction.executeWithoutResult(_ -> set(3));
    assertThat(snapshot.get()).isEqualTo(3);
  }

  @Test
  void keepsNothingThatWasReadWhileAChangeWasOpen() throws InterruptedException {
    transaction.executeWithoutResult(_ -> {
      set(2);
      try {
        var other = new Thread(() -> assertThat(snapshot.get()).isEqualTo(1));
        other.start();
        other.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    assertThat(snapshot.get()).isEqualTo(2);
  }
}
