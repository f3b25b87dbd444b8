package io.cloister.api.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Running
class IdempotencyTests {

  @LocalServerPort int port;
  @Autowired JsonMapper json;
  @Autowired JdbcClient jdbc;

  @Test
  void theSameRequestHappensOnceAndIsAnsweredTheSame() {
    var key = key();
    var name = "once " + key;
    var first = group(key, name);
    var second = group(key, name);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
  }

  @Test
  void anotherBodyWithTheSameKeyIsRefused() {
    var key = key();
    group(key, "one " + key);
    var other = group(key, "other " + key);

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json.readTree(other.body()).get("code").asString())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void whatFailedMayBeSentAgain() {
    var key = key();
    assertThat(group(key, " ").statusCode()).isEqualTo(422);
    assertThat(group(key, "better " + key).statusCode()).isEqualTo(201);
  }

  @Test
  void manyAtOnceAreOne() throws Exception {
    var key = key();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 16)
              .<Callable<String>>mapToObj(_ -> () -> group(key, "many " + key).body())
              .toList();
      var bodies = threads.invokeAll(calls).stream().map(f -> f.resultNow()).distinct().toList();
      assertThat(bodies).hasSize(1).first().asString().contains("many " + key);
    }
  }

  @Test
  void aKeyIsTheCallersOwn() {
    var key = key();
    group(key, "mine " + key);
    var user =
        json.readTree(
            Caller.admin(port)
                .post("/api/v1/users", "{\"name\":\"k%s\",\"role\":\"admin\"}".formatted(key))
                .body());
    var token =
        json.readTree(
            Caller.admin(port)
                .post(
                    "/api/v1/tokens",
                    "{\"name\":\"t\",\"user\":\"%s\"}".formatted(user.get("id").asString()))
                .body());
    var other =
        Caller.withToken(port, token.get("token").asString())
            .with("Idempotency-Key", key)
            .post("/api/v1/groups", "{\"name\":\"theirs %s\"}".formatted(key));
    assertThat(other.statusCode()).isEqualTo(201);
  }

  @Test
  void aSecretIsToldOnceAndNotKept() {
    var caller = Caller.admin(port).with("Idempotency-Key", key());
    var asked = "{\"name\":\"once %s\"}".formatted(key());
    var first = json.readTree(caller.post("/api/v1/tokens", asked).body());
    var again = json.readTree(caller.post("/api/v1/tokens", asked).body());

    assertThat(again.get("id")).isEqualTo(first.get("id"));
    assertThat(again.get("token").isNull()).isTrue();
    assertThat(jdbc.sql("select body from api_answer").query(byte[].class).list())
        .noneMatch(body -> new String(body, UTF_8).contains(first.get("token").asString()));
  }

  @Test
  void afterItsTimeAKeyIsFreeAgain() {
    var key = key();
    group(key, "old " + key);
    jdbc.sql(
            "update api_answer set created_at = created_at - interval '25' hour"
                + " where idempotency_key = ?")
        .param(key)
        .update();

    assertThat(group(key, "new " + key).statusCode()).isEqualTo(201);
  }

  @Test
  void aLongBodyIsReadToItsEnd() {
    var key = key();
    var name = "long " + key;
    var filler = " ".repeat(200_000);
    var body = "{\"name\":\"" + name + "\"," + filler + "\"members\":[]}";
    var caller = Caller.admin(port).with("Idempotency-Key", key);

    assertThat(caller.post("/api/v1/groups", body).statusCode()).isEqualTo(201);
    assertThat(caller.post("/api/v1/groups", body).statusCode()).isEqualTo(201);
    assertThat(caller.post("/api/v1/groups", body + " ").statusCode()).isEqualTo(409);
  }

  @Test
  void aKeyThatIsNoneIsMalformed() {
    assertThat(group("two words", "x").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> group(String key, String name) {
    return Caller.admin(port)
        .with("Idempotency-Key", key)
        .post("/api/v1/groups", "{\"name\":\"%s\"}".formatted(name));
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
