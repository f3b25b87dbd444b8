package io.cloister.api.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Running
class CollectionsControllerTests {

  @LocalServerPort int port;

  @Test
  void answersWithTheRightsThatWereGiven() {
    var made =
        Caller.admin(port)
            .post(
                "/api/v1/collections",
                "{\"name\":\"of %s\",\"access\":[{\"right\":\"read\"}]}"
                    .formatted(UUID.randomUUID()));

    assertThat(made.statusCode()).isEqualTo(201);
    var access = new JsonMapper().readTree(made.body()).path("access");
    assertThat(access.valueStream().map(CollectionsControllerTests::right))
        .containsExactlyInAnyOrder("manage", "read");
  }

  private static String right(JsonNode access) {
    return access.path("right").asString();
  }
}
