package io.cloister.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@Running
class ReadingLimitsTests {

  private static final String LIMITS = "/api/v1/models/limits";

  @LocalServerPort int port;

  private Caller admin;
  private String shipped;

  @BeforeEach
  void set() {
    admin = Caller.admin(port);
    shipped = admin.get(LIMITS).body();
    assertThat(put("{\"visionPages\":7,\"transcribeHours\":3}").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void setBack() {
    put(shipped);
  }

  @Test
  void areWithinReason() {
    for (var wrong : new String[] {"{\"visionPages\":-1}", "{\"transcribeHours\":1001}"}) {
      assertThat(put(wrong).statusCode()).isEqualTo(422);
    }
    assertThat(admin.get(LIMITS).body()).isEqualTo("{\"visionPages\":7,\"transcribeHours\":3}");
  }

  @Test
  void areLiftedByZeroOrNull() {
    put("{\"visionPages\":null,\"transcribeHours\":0}");

    assertThat(admin.get(LIMITS).body())
        .isEqualTo("{\"visionPages\":null,\"transcribeHours\":null}");
  }

  @Test
  void stayAsTheyAreWhereTheyAreNotNamed() {
    put("{\"transcribeHours\":5}");
    put("{}");

    assertThat(admin.get(LIMITS).body()).isEqualTo("{\"visionPages\":7,\"transcribeHours\":5}");
  }

  @Test
  void areNoFractions() {
    var refused = put("{\"transcribeHours\":1.5}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("malformed", "'transcribeHours'");
    assertThat(admin.get(LIMITS).body()).isEqualTo("{\"visionPages\":7,\"transcribeHours\":3}");
  }

  private HttpResponse<String> put(String limits) {
    return admin.send("PUT", LIMITS, limits);
  }
}
