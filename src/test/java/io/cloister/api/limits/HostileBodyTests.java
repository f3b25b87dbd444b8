package io.cloister.api.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Bodies that nobody could mean. */
@Running
class HostileBodyTests {

  private static final int TOO_MANY = 17 * 1024 * 1024;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;

  @Test
  void refusesABodyThatSaysItIsTooLarge() {
    problem(
        Caller.admin(port).post("/api/v1/collections", json("x".repeat(TOO_MANY))),
        413,
        "too-large");
  }

  @Test
  void refusesABodyThatTurnsOutTooLarge() {
    for (var type : new String[] {"application/json", "text/csv"}) {
      problem(
          Caller.admin(port)
              .send(
                  "POST",
                  "/api/v1/vocabularies?name=x",
                  BodyPublishers.ofInputStream(HostileBodyTests::endless),
                  Map.of("Content-Type", type)),
          413,
          "too-large");
    }
  }

  @Test
  void keepsNoneOfItForAKeyEither() {
    problem(
        Caller.admin(port)
            .with("Idempotency-Key", UUID.randomUUID().toString())
            .send(
                "POST",
                "/api/v1/collections",
                BodyPublishers.ofInputStream(HostileBodyTests::endless),
                Map.of("Content-Type", "application/json")),
        413,
        "too-large");
  }

  @Test
  void refusesAShortBodyOfVeryManyThings() {
    var body = "{\"question\":\"?\",\"documents\":[" + "\"\",".repeat(2_100_000) + "\"\"]}";

    problem(Caller.admin(port).post("/api/v1/ask", body), 413, "too-large");
  }

  @Test
  void refusesABodyThatIsNestedWithoutEnd() {
    var body = "{\"name\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

    assertThat(Caller.admin(port).post("/api/v1/collections", body).statusCode()).isIn(400, 413);
  }

  @Test
  void listsWhatHoldsHalfASign() {
    var name = "half " + UUID.randomUUID();

    var made = Caller.admin(port).post("/api/v1/collections", json(name + "\\ud800"));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(Caller.admin(port).get("/api/v1/collections?size=200").body())
        .contains(name + "\ufffd");
  }

  @Test
  void importsWhatHoldsHalfASign() {
    var lines =
        "{\"externalId\":\"%s\\udc00\",\"title\":\"half\",\"text\":\"Half a sign.\","
            + "\"tags\":[\"t\\ud800\"],\"metadata\":{\"k\\ud800\":\"v\\udfff\"}}";
    var answer =
        Caller.admin(port)
            .send(
                "POST",
                "/api/v1/import",
                BodyPublishers.ofString(lines.formatted(UUID.randomUUID())),
                Map.of("Content-Type", "application/x-ndjson"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Caller.admin(port).get("/api/v1/documents?size=200").statusCode()).isEqualTo(200);
    assertThat(Caller.admin(port).get("/api/v1/export").statusCode()).isEqualTo(200);
  }

  @Test
  void wordsWhatIsWrongWithAnUpload() {
    problem(uploaded("a\0b.txt"), 400, "malformed");
    problem(
        Caller.admin(port)
            .send(
                "POST",
                "/api/v1/documents",
                BodyPublishers.ofString("no parts"),
                Map.of("Content-Type", "multipart/form-data")),
        400,
        "malformed");
  }

  @Test
  void takesALongNameAndCutsNoSignInHalf() {
    var answer = uploaded("x" + "\ud83d\ude00".repeat(160) + ".txt");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var id = JsonMapper.shared().readTree(answer.body()).at("/documents/0/id").asString();
    var name =
        JsonMapper.shared()
            .readTree(Caller.admin(port).get("/api/v1/documents/" + id).body())
            .path("fileName")
            .asString();
    assertThat(name).endsWith("\ud83d\ude00.txt").hasSize(300);
  }

  @Test
  void turnsAwayParametersThatAreNoText() {
    problem(Caller.admin(port).get("/api/v1/documents?q=%ff"), 400, "malformed");
    problem(Caller.admin(port).get("/api/v1/search?q=%ed%a0%80"), 400, "malformed");
    assertThat(Caller.nobody(port).get("/sign-in?next=%ff").statusCode()).isEqualTo(400);
    assertThat(Caller.nobody(port).form("/sign-in?x=%c0%af", Map.of()).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST|collections|{\"name\":\"nulls\",\"access\":[null]}",
        "POST|ask|{\"question\":\"?\",\"documents\":[null]}",
        "POST|ask|{\"question\":\"?\",\"collections\":[null]}",
        "POST|drafts|{\"template\":\"summary\",\"title\":\"T\",\"sources\":[null]}",
        "POST|users|{\"name\":\"nulls\",\"groups\":[null]}",
        "POST|groups|{\"name\":\"nulls\",\"members\":[null]}",
        "POST|vocabularies|{\"name\":\"nulls\",\"terms\":[null]}",
        "PUT|models/shadows|[null]",
      })
  void refusesNothingAmongThings(String method, String what, String body) {
    problem(Caller.admin(port).send(method, "/api/v1/" + what, body), 422, "invalid");
  }

  @Test
  void keepsNoMetadataThatIsNothing() {
    var json = JsonMapper.shared();
    var made = uploaded("metadata.txt").body();
    var path = "/api/v1/documents/" + json.readTree(made).at("/documents/0/id").asString();

    problem(Caller.admin(port).send("PATCH", path, "{\"metadata\":{\"a\":null}}"), 422, "invalid");

    // as an earlier version kept it, whereupon no list could be read any more
    jdbc.sql("update document set metadata = '{\"a\":null,\"b\":\"c\"}' where id = ?")
        .param(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)))
        .update();
    assertThat(Caller.admin(port).get(path).body()).contains("\"metadata\":{\"b\":\"c\"}");
  }

  @Test
  void takesNoBodyOfAnyType() {
    var answer =
        Caller.admin(port)
            .send(
                "POST",
                "/api/v1/collections",
                BodyPublishers.ofString(json("any")),
                Map.of("Content-Type", "*/*"));

    problem(answer, 415, "unsupported-media-type");
  }

  @Test
  void tellsAFormThatSendsWhatItDoesNotOffer() {
    var browser = Caller.signedIn(port, "admin", Running.PASSWORD);

    var answer = browser.submit("/tags", "/tags", Map.of("name", "x", "kind", "ajar"));

    assertThat(answer.statusCode()).isEqualTo(400);
    var page = "/models/prompts/draft";
    assertThat(browser.submit(page, page + "/use", Map.of("version", "-1")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void findsNothingAtTheEndOfTime() {
    var far = "/api/v1/search?q=a&from=-999999999-01-01&to=%2B999999999-12-31";

    assertThat(Caller.admin(port).get(far).statusCode()).isEqualTo(200);
  }

  @Test
  void takesNoUploadOfNobody() {
    for (var path : new String[] {"/sign-in", "/setup", "/preferences", "/api/v1/documents"}) {
      var answer =
          Caller.nobody(port)
              .send(
                  "POST",
                  path,
                  BodyPublishers.ofString(body("a.txt")),
                  Map.of("Content-Type", "multipart/form-data; boundary=edge"));

      assertThat(answer.statusCode()).as(path).isEqualTo(path.startsWith("/api") ? 401 : 403);
    }
  }

  private HttpResponse<String> uploaded(String name) {
    return Caller.admin(port)
        .send(
            "POST",
            "/api/v1/documents",
            BodyPublishers.ofString(body(name)),
            Map.of("Content-Type", "multipart/form-data; boundary=edge"));
  }

  private static String body(String name) {
    return "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--edge--\r\n"
        .formatted(name, "words " + UUID.randomUUID());
  }

  private static String json(String name) {
    return "{\"name\":\"" + name + "\"}";
  }

  /** Ends a little beyond what is taken: what is not read breaks the connection off. */
  private static InputStream endless() {
    var block = "{\"name\":\"".getBytes(UTF_8);
    var more = new byte[TOO_MANY];
    java.util.Arrays.fill(more, (byte) 'x');
    return new SequenceInputStream(
        Collections.enumeration(
            java.util.List.of(
                new java.io.ByteArrayInputStream(block), new java.io.ByteArrayInputStream(more))));
  }

  private static void problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(JsonMapper.shared().readTree(answer.body()).path("code").asString()).isEqualTo(code);
  }
}
