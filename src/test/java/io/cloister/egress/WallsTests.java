package io.cloister.egress;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class WallsTests {

  private final ScriptedEndpoint endpoint =
      ScriptedEndpoint.start(ScriptedEndpoint.status(200, "hello"));
  private JdbcClient jdbc;

  @BeforeEach
  void tables() {
    jdbc = Egresses.tables();
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void onlyWhatWentOutsideHasLeft() throws Exception {
    var inside = AllowedHost.of(endpoint.address(), "ours", true);
    var outside = AllowedHost.of(endpoint.address(), "theirs");

    sent(List.of(inside));
    assertThat(place(List.of(inside)).bytesOut()).isEqualTo(4);
    assertThat(place(List.of(inside)).bytesLeft()).isZero();

    sent(List.of(inside, outside));
    assertThat(place(List.of(inside)).bytesOut()).isEqualTo(8);
    assertThat(place(List.of(inside)).bytesLeft()).isEqualTo(4);
  }

  @Test
  void aFormerHostIsStillShown() throws Exception {
    sent(List.of(AllowedHost.of(endpoint.address(), "theirs")));

    assertThat(place(List.of()).isAllowed()).isFalse();
    assertThat(place(List.of()).bytesLeft()).isEqualTo(4);
  }

  private void sent(List<AllowedHost> allowed) throws Exception {
    var request = new Outgoing("POST", endpoint.address(), Map.of(), "four".getBytes(), PATIENCE);
    try (var egress = Egresses.on(jdbc, () -> allowed);
        var answer = egress.send(request)) {
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  private Walls.Place place(List<AllowedHost> allowed) {
    try (var egress = Egresses.on(jdbc, () -> allowed)) {
      return new Walls(egress, new EgressLog(jdbc, Clock.systemUTC())).places().getFirst();
    }
  }
}
