package io.cloister.api.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Running
class ProblemTests {

  @LocalServerPort int port;
  @Autowired JsonMapper json;

  @Test
  void whatIsNotThereIsNotFound() {
    var problem = problem(admin().get("/api/v1/collections/nothing"), 404, "not-found");
    assertThat(problem.has("errors")).isFalse();
    problem(admin().get("/api/v1/nothing"), 404, "not-found");
    problem(admin().get("/api/v1/documents/not-an-id"), 404, "not-found");
  }

  @Test
  void everyInvalidFieldIsNamed() {
    var problem =
        problem(
            admin().post("/api/v1/collections", "{\"name\":\" \",\"label\":\"loud\"}"),
            422,
            "invalid");
    assertThat(problem.get("errors").valueStream().map(e -> e.get("field").asString()))
        .containsExactlyInAnyOrder("name", "label");
  }

  @Test
  void anInvalidParameterIsNamed() {
    var problem = problem(admin().get("/api/v1/documents?size=500"), 422, "invalid");
    assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("size");
    problem(admin().get("/api/v1/documents?size=many"), 400, "malformed");
    problem(admin().get("/api/v1/documents?status=gone"), 422, "invalid");
  }

  @Test
  void anUnreadableBodyIsMalformedAndNotRepeated() {
    var problem =
        problem(admin().post("/api/v1/collections", "{\"name\": secret-words"), 400, "malformed");
    assertThat(problem.toString()).doesNotContain("secret-words");
    problem(
        admin().post("/api/v1/collections", "{\"name\":\"x\",\"access\":\"all\"}"),
        400,
        "malformed");
    problem(admin().post("/api/v1/collections", ""), 400, "malformed");
  }

  @Test
  void aWrongMethodOrTypeIsToldWhatWouldDo() {
    var answer = admin().send("PUT", "/api/v1/collections", "{}");
    problem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("POST");
    problem(
        admin()
            .send(
                "POST",
                "/api/v1/collections",
                BodyPublishers.ofString("name=x"),
                Map.of("Content-Type", "text/plain")),
        415,
        "unsupported-media-type");
  }

  @Test
  void whatIsTurnedAwayBeforeACallIsToldToAProgram() {
    told(
        "GET",
        "/api/v1/no%20such/call?x=1",
        "",
        404,
        "There is nothing at this address",
        "openapi");
    told("PUT", "/api/v1/collections", "{}", 405, "This address does not take PUT", "POST");
    told("POST", "/api/v1/import", "{}", 415, "does not take a body of this type", "ndjson");
    told(
        Caller.nobody(port).get("/api/v1/collections"),
        "/api/v1/collections",
        401,
        "Nobody is known by what was sent",
        "Authorization: Bearer");
    told(
        admin().with("Idempotency-Key", "two words").post("/api/v1/collections", "{}"),
        "/api/v1/collections",
        400,
        "visible ASCII",
        "UUID");
  }

  private void told(
      String method, String path, String body, int status, String detail, String hint) {
    told(admin().send(method, path, body), path.replaceFirst("[?].*", ""), status, detail, hint);
  }

  private void told(
      HttpResponse<String> answer, String path, int status, String detail, String hint) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    var problem = json.readTree(answer.body());
    assertThat(problem.path("instance").asString()).isEqualTo(path);
    assertThat(problem.path("detail").asString()).contains(detail);
    assertThat(problem.path("hint").asString()).contains(hint);
    assertThat(answer.body()).doesNotContain("button", "page");
  }

  @Test
  void aConflictHasACodeOfItsOwn() {
    admin().post("/api/v1/collections", "{\"name\":\"problem twice\"}");
    problem(
        admin().post("/api/v1/collections", "{\"name\":\"problem twice\"}"),
        409,
        "collection-exists");
  }

  private Caller admin() {
    return Caller.admin(port);
  }

  private JsonNode problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    var problem = json.readTree(answer.body());
    assertThat(problem.get("code").asString()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("type").asString()).isEqualTo("urn:cloister:problem:" + code);
    for (var field : new String[] {"title", "detail", "hint"}) {
      assertThat(problem.get(field).asString()).isNotBlank();
    }
    return problem;
  }
}
