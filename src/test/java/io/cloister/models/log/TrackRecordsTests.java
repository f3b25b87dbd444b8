package io.cloister.models.log;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.log.WrittenCalls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.Boundary;
import io.cloister.identity.NotAllowed;
import io.cloister.models.ModelsOnly;
import io.cloister.models.connection.Connection;
import io.cloister.models.log.Invocation.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a connection did lately is what the log says. */
class TrackRecordsTests {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @TempDir Path folder;
  private ModelsOnly models;
  private Connection connection;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    connection = models.connect("first", URI.create("http://127.0.0.1:9/v1"), Boundary.INSIDE);
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void tellsTheFirstTokenOfMostAndTheLastFailure() {
    var calls = new ArrayList<Invocation>();
    for (int i = 1; i <= 100; i++) {
      calls.add(call("a", NOW.minusSeconds(i), Outcome.COMPLETED, null, 10L * i));
    }
    calls.add(call("a", NOW.minusSeconds(200), Outcome.FAILED, "unreachable", null));
    calls.add(call("a", NOW.minusSeconds(101), Outcome.FAILED, "timed-out", null));
    calls.add(call("a", NOW, Outcome.OVER_BUDGET, "all", null));
    WrittenCalls.write(models, calls);

    assertThat(record())
        .isEqualTo(
            new TrackRecord(
                102,
                2,
                new TrackRecord.LastFailure(NOW.minusSeconds(101), "timed-out"),
                new TrackRecord.FirstToken(100, 500, 950)));
  }

  @Test
  void knowsNothingOfAConnectionThatWasNeverAsked() {
    assertThat(record()).isEqualTo(new TrackRecord(0, 0, null, null));
  }

  @Test
  void isForAdministrators() {
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.part(TrackRecords.class).of(connection, STAFF));
  }

  private TrackRecord record() {
    return models.part(TrackRecords.class).of(connection, ADMIN);
  }
}
