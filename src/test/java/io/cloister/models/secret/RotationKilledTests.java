package io.cloister.models.secret;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.governance.AuditTrails;
import io.cloister.models.ModelsOnly;
import io.cloister.models.alert.AlertParts;
import io.cloister.models.connection.ConnectionParts;
import io.cloister.secrets.Sealings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.json.JsonMapper;

/** A process that rotates the master key without end is killed, again and again. */
class RotationKilledTests {

  private static final int ROUNDS = 12;
  private static final int SECRETS = 20;

  @TempDir Path folder;

  @Test
  void losesNoSecretWheneverItIsKilled() throws Exception {
    try (var place = new Rotated(folder)) {
      place.seal();
    }
    var chance = new Random(7);
    int cutOff = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var out = folder.resolve("out-" + round);
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Endless.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      while (process.isAlive() && Files.size(out) < 3) {
        LockSupport.parkNanos(5_000_000);
      }
      LockSupport.parkNanos(chance.nextInt(60_000_000));
      process.destroyForcibly();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(out)).isEqualTo(137);

      cutOff += Files.exists(folder.resolve("master.key.coming")) ? 1 : 0;
      try (var place = new Rotated(folder)) {
        place.allOpen();
        place.secrets.atTheStart();
        assertThat(folder.resolve("master.key.coming")).doesNotExist();
        place.allOpen();
      }
    }
    assertThat(cutOff).as("it was killed in the middle at least once").isPositive();
  }

  /** The child process. */
  static final class Endless {
    public static void main(String[] arguments) throws IOException {
      try (var place = new Rotated(Path.of(arguments[0]))) {
        while (true) {
          place.secrets.rotate(ModelsOnly.ADMIN);
          System.out.write('.');
          System.out.flush();
        }
      }
    }
  }

  /** Connections with keys, in a database on the disk. */
  private static final class Rotated implements AutoCloseable {

    final SealedSecrets secrets;
    private final JdbcClient jdbc;
    private final Sealings keys;

    Rotated(Path folder) {
      var database = new JdbcDataSource();
      database.setURL("jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
      jdbc = JdbcClient.create(database);
      if (!Files.exists(folder.resolve("master.key"))) {
        for (var script :
            List.of(
                "V002__governance",
                "V005__models",
                "V016__connection_trust_and_owners",
                "V019__model_agents",
                "V036__language_of_alerts",
                "V083__authorities_of_alerts")) {
          new ResourceDatabasePopulator(new ClassPathResource("db/migration/" + script + ".sql"))
              .execute(database);
        }
      }
      keys = new Sealings(folder.resolve("master.key"));
      var json = JsonMapper.builder().build();
      secrets =
          new SealedSecrets(
              List.of(ConnectionParts.secretRows(jdbc, json), AlertParts.rows(jdbc)),
              keys.sealing(),
              keys.rotation(),
              AuditTrails.on(jdbc, json, Clock.systemUTC()),
              new DataSourceTransactionManager(database));
    }

    void seal() {
      for (int i = 0; i < SECRETS; i++) {
        jdbc.sql(
                """
                insert into model_connection (id, name, kind, base_url, boundary, owner, headers,
                  sealed_key, created_at, updated_at)
                values (?, ?, 'openai', 'https://h/v1', 'public', 'deployment', '{}', ?, now(), now())
                """)
            .params(UUID.randomUUID(), "c" + i, keys.sealing().seal("secret " + i, "place " + i))
            .update();
        jdbc.sql(
                "insert into connection_secret (connection_id, field, sealed)"
                    + " select id, 'client-key', ? from model_connection where name = ?")
            .params(keys.sealing().seal("client " + i, "place " + i), "c" + i)
            .update();
      }
    }

    void allOpen() {
      for (int i = 0; i < SECRETS; i++) {
        var sealed =
            jdbc.sql("select sealed_key from model_connection where name = ?")
                .param("c" + i)
                .query(byte[].class)
                .single();
        assertThat(keys.sealing().open(sealed, "place " + i)).isEqualTo("secret " + i);
        var client =
            jdbc.sql(
                    "select s.sealed from connection_secret s join model_connection c"
                        + " on c.id = s.connection_id where c.name = ?")
                .param("c" + i)
                .query(byte[].class)
                .single();
        assertThat(keys.sealing().open(client, "place " + i)).isEqualTo("client " + i);
      }
    }

    @Override
    public void close() {
      jdbc.sql("shutdown").update();
    }
  }
}
