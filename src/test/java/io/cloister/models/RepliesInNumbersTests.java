package io.cloister.models;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.models.FaultyCalls.Way;
import io.cloister.models.RawEndpoint.Play;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors and scores of which one is wrong are all of no use. */
class RepliesInNumbersTests {

  @TempDir static Path folder;
  @AutoClose private static FaultyCalls calls;

  @BeforeAll
  static void begin() {
    calls = new FaultyCalls(folder, PATIENCE, 1);
  }

  @Test
  void vectorsAreTakenAsAWholeOrNotAtAll() throws InterruptedException {
    for (var vectors :
        List.of(
            "[]",
            "[{\"embedding\":[1,0]},{\"embedding\":[0,1]}]",
            "[{\"embedding\":[]}]",
            "[{\"embedding\":null}]",
            "[{\"embedding\":[1,\"NaN\"]}]",
            "[{\"embedding\":[1,\"Infinity\"]}]",
            "[{\"embedding\":[1,1e999]}]",
            "[{\"embedding\":[1,null]}]",
            "[{\"embedding\":[1,[2]]}]",
            "[{\"embedding\":[0,0]}]",
            "{\"embedding\":[1,0]}",
            "null")) {
      for (var way : List.of(Way.VECTORS, Way.PROGRAM_VECTORS)) {
        var body = "{\"data\":%s,\"usage\":{\"prompt_tokens\":2}}".formatted(vectors);
        Play play = line -> line.read().send(Faults.typed(line) + body);
        try (var endpoint = new RawEndpoint(play)) {
          assertThat(calls.ask(way, endpoint.address()).how())
              .as("%s, %s", vectors, way)
              .isEqualTo("failed:not-a-reply");
        }
      }
    }
  }

  @Test
  void scoresAreTakenAsAWholeOrNotAtAll() throws InterruptedException {
    for (var results :
        List.of(
            "[]",
            "[{\"index\":1,\"relevance_score\":1}]",
            "[{\"index\":-1,\"relevance_score\":1}]",
            "[{\"relevance_score\":1}]",
            "[{\"index\":0,\"relevance_score\":1},{\"index\":0,\"relevance_score\":1}]",
            "[{\"index\":0,\"relevance_score\":\"NaN\"}]",
            "[{\"index\":0,\"relevance_score\":1e999}]",
            "[{\"index\":0,\"relevance_score\":null}]",
            "[{\"index\":0,\"score\":[1]}]",
            "{\"index\":0,\"relevance_score\":1}",
            "null")) {
      var body = "{\"results\":%s}".formatted(results);
      Play play = line -> line.read().send(Faults.typed(line) + body);
      try (var endpoint = new RawEndpoint(play)) {
        assertThat(calls.ask(Way.RANKS, endpoint.address()).how())
            .as(results)
            .isEqualTo("failed:not-a-reply");
      }
    }
  }
}
