package io.cloister.models.relay;

import io.cloister.egress.Egress;
import io.cloister.egress.Incoming;
import io.cloister.egress.Outgoing;
import io.cloister.models.wire.Door;
import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.WireFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Sends bodies to endpoints as they are. Safe for concurrent use. */
@Component
public final class Upstream {

  private static final int MOST_OF_AN_ERROR = 16 * 1024;
  private static final int MOST_BYTES = 10 * 1024 * 1024;

  private final Egress egress;

  Upstream(Egress egress) {
    this.egress = egress;
  }

  /**
   * @return an answer of success; to be closed
   * @throws WireFailed if the endpoint answers with anything else
   */
  public Incoming post(Endpoint endpoint, Exchange exchange, Duration patience, Overseer overseer)
      throws IOException {
    var door = Door.of(endpoint, exchange.path(), exchange.model());
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/json"));
    exchange.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    door.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var outgoing =
        new Outgoing("POST", door.uri(), headers, exchange.request(), patience, endpoint.trust());
    var answer = overseer.await(() -> egress.send(outgoing));
    if (answer.status() / 100 == 2) {
      return answer;
    }
    try (answer) {
      var said = new String(answer.body().readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
      throw WireFailed.of(answer, endpoint.redacted(said));
    }
  }

  /**
   * @throws WireFailed if there is more of it than anybody can have meant
   */
  public static byte[] whole(Incoming answer) throws IOException {
    var body = answer.body().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new WireFailed(Failure.of(Failure.Cause.TOO_LARGE));
    }
    return body;
  }
}
