package io.cloister.api.ingest;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ingest.read.Order;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.Ocr;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Parts have processes and room on the disk of their own, the latter little here. */
@Running
@TestPropertySource(properties = {"cloister.ingest.largest-file=32MB", "cloister.ingest.readers=2"})
class PartsOfTheirOwnTests {

  private static final int READERS = 2;
  private static final int LARGE = 31 << 20; // more than what is sent unread is held by sockets

  @LocalServerPort int port;

  @Autowired
  @Qualifier("readers")
  Readers readers;

  private Caller admin;

  @BeforeEach
  void caller() {
    admin = Caller.admin(port);
  }

  @Test
  void partsAreOpenedWhileAllThatReadAreBusy() throws Exception {
    var parts = parts(Wholes.zip("a.txt", "The part."));
    var held = new Held();
    var reading = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(READERS)) {
      for (int i = 0; i < READERS; i++) {
        var order = new Order("held.txt", null, Ocr.OFF, false);
        reading.add(threads.submit(() -> readers.read(held, order, () -> false, (_, _) -> {})));
      }
      assertThat(held.waiting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      assertThat(admin.get(parts + "0/content").body()).isEqualTo("The part.");

      assertThat(reading).noneMatch(Future::isDone);
      held.open.countDown();
      for (var each : reading) {
        each.get();
      }
    } finally {
      held.open.countDown();
    }
  }

  @Test
  void manyPartsThatNobodyTakesAreRefusedForNow() throws IOException {
    var large =
        parts(Wholes.zip("note.txt", "A note.", "large.bin", new byte[LARGE])) + "1/content";
    try (var _ = admin.stream(large);
        var _ = admin.stream(large);
        var _ = admin.stream(large);
        var _ = admin.stream(large)) {

      var refused = admin.get(large);

      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
      assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("parts-busy");
      assertThat(JsonPath.<String>read(refused.body(), "$.hint")).isNotBlank();
    }
    await().until(() -> admin.status("GET", large, "") == 200);
  }

  /** Where the parts of a document are, once it is read. */
  private String parts(byte[] whole) {
    var sent = admin.upload("/api/v1/documents", Map.of(), "whole.zip", whole).body();
    var document = "/api/v1/documents/" + JsonPath.<String>read(sent, "$.documents[0].id");
    await().until(() -> admin.get(document).body().contains("\"status\":\"ready\""));
    return document + "/parts/";
  }

  /** A file that does not end before it is let, but no test waits for it for ever. */
  private static final class Held extends InputStream {

    final CountDownLatch waiting = new CountDownLatch(READERS);
    final CountDownLatch open = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      waiting.countDown();
      try {
        var _ = open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return -1;
    }
  }
}
