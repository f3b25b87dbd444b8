package io.cloister.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Running
class RateLimitTests {

  @LocalServerPort int port;
  @Autowired People people;
  @Autowired Tokens tokens;

  @Test
  void whoeverCallsTooOftenIsToldWhenToComeBack() {
    var staff = caller(Role.STAFF);
    var refused = 0;
    for (int i = 0; i < 2000 && refused == 0; i++) {
      var answer = staff.get("/api/v1/me");
      if (answer.statusCode() == 429) {
        refused++;
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
        assertThat(answer.body()).contains("\"code\":\"too-many-requests\"", "\"hint\":");
      }
    }
    assertThat(refused).isEqualTo(1);
    assertThat(caller(Role.STAFF).get("/api/v1/me").statusCode()).isEqualTo(200);
  }

  @Test
  void anAdministratorsTokenIsNotCounted() {
    var admin = caller(Role.ADMIN);
    for (int i = 0; i < 400; i++) {
      assertThat(admin.get("/api/v1/me").statusCode()).isEqualTo(200);
    }
  }

  private Caller caller(Role role) {
    var admin = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    var person = people.create("rate-" + UUID.randomUUID(), "", role, null, admin);
    return Caller.withToken(port, tokens.issue(person.id(), "t", null, admin).secret());
  }
}
