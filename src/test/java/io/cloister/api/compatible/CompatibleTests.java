package io.cloister.api.compatible;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.cutStream;
import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.hang;
import static io.cloister.ScriptedEndpoint.silentStream;
import static io.cloister.ScriptedEndpoint.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs made for OpenAI or Anthropic get, whatever the endpoint behind does. */
@Running
class CompatibleTests {

  private static final String SECRET = "sk-canary-of-the-endpoint-0123";

  @LocalServerPort int port;
  @Autowired JsonMapper json;
  @Autowired Tokens tokens;
  @Autowired People people;

  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private final String name = "c-" + UUID.randomUUID().toString().substring(0, 8);
  private Caller admin;
  private Caller staff;

  @BeforeEach
  void connect() {
    admin = Caller.admin(port);
    connect(name, "inside");
    var first = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    var person = people.create(name, name, Role.STAFF, null, first);
    staff = Caller.withToken(port, tokens.issue(person.id(), "t", null, first).secret());
  }

  private void connect(String connection, String boundary) {
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","baseUrl":"%s","apiKey":"%s","boundary":"%s","models":[
            {"name":"scripted","kinds":["chat"]},{"name":"vectors","kinds":["embedding"]}]}
            """
                .formatted(connection, endpoint.address(), SECRET, boundary));
    assertThat(made.statusCode()).isEqualTo(201);
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  // --- passing on ---------------------------------------------------------------------------

  @Test
  void passesARequestOnWithOnlyWhatMustBeChanged() {
    endpoint.script(chat("Hello."));

    var answer =
        ask(
            """
            "messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}],
            "max_completion_tokens":9,"seed":7,"temperature":0.10,"store":false,"x_unheard_of":{"a":[1]}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    var reply = json.readTree(answer.body());
    assertThat(reply.path("choices").path(0).path("message").path("content").asString(""))
        .isEqualTo("Hello.");
    var seen = endpoint.seen().getFirst();
    assertThat(seen.path()).isEqualTo("/v1/chat/completions");
    assertThat(seen.headers()).containsEntry("Authorization", "Bearer " + SECRET);
    assertThat(seen.body()).contains("\"temperature\":0.10", "\"x_unheard_of\":{\"a\":[1]}");
    var body = json.readTree(seen.body());
    assertThat(body.path("model").asString("")).isEqualTo("scripted");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(9);
    assertThat(body.has("max_completion_tokens")).isFalse();
    assertThat(body.path("seed").asInt()).isEqualTo(7);
    assertThat(body.path("messages").path(0).path("role").asString("")).isEqualTo("system");
  }

  @Test
  void learnsWhatTheLimitIsCalled() {
    endpoint.script(
        error(400, "Unsupported parameter: use 'max_completion_tokens' instead."), chat("One."));

    assertThat(ask("\"messages\":[],\"max_tokens\":5").statusCode()).isEqualTo(200);
    assertThat(ask("\"messages\":[],\"max_tokens\":5").statusCode()).isEqualTo(200);

    var bodies = endpoint.seen().stream().map(seen -> json.readTree(seen.body())).toList();
    assertThat(bodies).hasSize(3);
    assertThat(bodies.get(0).has("max_tokens")).isTrue();
    assertThat(bodies.get(1).path("max_completion_tokens").asInt()).isEqualTo(5);
    assertThat(bodies.get(2).has("max_tokens")).isFalse();
  }

  @Test
  void streamsAndCountsButTellsTheCountOnlyWhoAsksForIt() {
    endpoint.script(stream("Hel", "lo."));

    var plain = ask("\"messages\":[],\"stream\":true");
    var counted =
        ask("\"messages\":[],\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    assertThat(plain.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(plain.body()).contains("Hel", "\"finish_reason\":\"stop\"").endsWith("[DONE]\n\n");
    assertThat(plain.body()).doesNotContain("\"usage\"");
    assertThat(counted.body()).contains("\"choices\":[],\"usage\":{\"prompt_tokens\":11");
    assertThat(json.readTree(endpoint.seen().getFirst().body()).path("stream_options"))
        .hasToString("{\"include_usage\":true}");
    var line = logged().getFirst();
    assertThat(line.path("function").asString("")).isEqualTo("chat");
    assertThat(line.path("inputTokens").asInt()).isEqualTo(11);
    assertThat(line.path("outputTokens").asInt()).isEqualTo(7);
  }

  @Test
  void saysWhenAStreamBrokeOff() {
    endpoint.script(cutStream("Hel"));

    var answer = ask("\"messages\":[],\"stream\":true");

    assertThat(answer.body()).contains("Hel", "\"error\":{").doesNotContain("[DONE]");
    assertThat(logged().getFirst().path("outcome").asString("")).isEqualTo("incomplete");
  }

  @Test
  void hangsUpOnTheEndpointWhenTheClientIsGone() throws Exception {
    for (Answer slow :
        List.of(endlessStream("x", Duration.ofMillis(100)), silentStream("x"), hang())) {
      try (var other = ScriptedEndpoint.start(slow)) {
        var connection = name + "-" + other.port();
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","baseUrl":"%s","boundary":"inside","models":[
            {"name":"scripted","kinds":["chat"]}]}
            """
                .formatted(connection, other.address()));
        hangUpAfterAsking(connection);
        assertThat(stoppedWithin(connection, Duration.ofSeconds(2))).as(connection).isTrue();
      }
    }
  }

  private void hangUpAfterAsking(String connection) throws IOException, InterruptedException {
    var body = "{\"model\":\"%s/scripted\",\"stream\":true,\"messages\":[]}".formatted(connection);
    try (var socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                      + Running.TOKEN
                      + "\r\nContent-Type: application/json\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(700);
    }
  }

  /** Whether the log has it as stopped: it is written when the endpoint was hung up on. */
  private boolean stoppedWithin(String connection, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      for (var line : lines()) {
        if (line.path("connection").asString("").equals(connection)) {
          return line.path("outcome").asString("").equals("stopped");
        }
      }
      Thread.sleep(50);
    }
    return false;
  }

  // --- refusals -----------------------------------------------------------------------------

  @Test
  void tellsRefusalsInTheDialectOfTheClient() {
    var nobody = Caller.nobody(port);
    var unknown = "{\"model\":\"no/such\",\"messages\":[]}";

    var wrongKey = nobody.post("/v1/chat/completions", unknown);
    assertThat(wrongKey.statusCode()).isEqualTo(401);
    assertThat(json.readTree(wrongKey.body()).path("error").path("code").asString(""))
        .isEqualTo("invalid_api_key");
    assertThat(wrongKey.headers().firstValue("x-request-id").orElse("")).startsWith("req_");

    var missing = staff.post("/v1/chat/completions", unknown);
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(json.readTree(missing.body()).path("error").path("code").asString(""))
        .isEqualTo("model_not_found");

    var message = staff.post("/v1/messages", unknown);
    assertThat(message.statusCode()).isEqualTo(404);
    var shape = json.readTree(message.body());
    assertThat(shape.path("type").asString("")).isEqualTo("error");
    assertThat(shape.path("error").path("type").asString("")).isEqualTo("not_found_error");
    assertThat(message.headers().firstValue("request-id"))
        .hasValue(shape.path("request_id").asString(""));

    assertThat(staff.post("/v1/responses", "{}").statusCode()).isEqualTo(404);
    assertThat(staff.post("/v1/nowhere", "{}").body()).contains("\"error\":{\"message\"");
    assertThat(staff.post("/v1/chat/completions", "[1").statusCode()).isEqualTo(400);
    var stateful =
        staff.post("/v1/messages", "{\"model\":\"x/y\",\"thread\":{\"id\":\"t\"},\"messages\":[]}");
    assertThat(stateful.statusCode()).isEqualTo(400);
    assertThat(stateful.body()).contains("\"error_code\":\"thread_unsupported_request\"");
  }

  @Test
  void sendsNothingWhereAPolicyForbidsIt() {
    var outside = name + "-out";
    connect(outside, "public");

    var answer =
        staff.post(
            "/v1/chat/completions",
            "{\"model\":\"%s/scripted\",\"messages\":[]}".formatted(outside));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("internal text may go no further than 'private'");
    assertThat(endpoint.seen()).isEmpty();
    assertThat(staff.get("/v1/models").body()).doesNotContain(outside).contains(name + "/scripted");
  }

  @Test
  void tellsWhatTheEndpointRefusesWithoutGivingItsKeyAway() {
    endpoint.script(
        error(401, "Incorrect API key: " + SECRET),
        error(429, "slow down", "Retry-After", "7"),
        error(400, "bad 'top_p' for " + SECRET),
        error(400, "maximum context length is 10 tokens"));

    var wrongKey = ask("\"messages\":[]");
    assertThat(wrongKey.statusCode()).isEqualTo(502);
    var limited = ask("\"messages\":[]");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
    // it asked to be left alone
    assertThat(ask("\"messages\":[]").statusCode()).isEqualTo(503);
    assertThat(endpoint.seen()).hasSize(2);
    assertThat(wrongKey.body() + limited.body()).doesNotContain(SECRET);
  }

  // --- names --------------------------------------------------------------------------------

  @Test
  void listsAndFindsModelsByNameHoweverTheSlashIsWritten() {
    var list = json.readTree(staff.get("/v1/models").body());
    var names = new ArrayList<String>();
    list.path("data").forEach(model -> names.add(model.path("id").asString("")));
    assertThat(names)
        .contains(
            "cloister/ask", "builtin/all-minilm-l6-v2", name + "/scripted", name + "/vectors");

    for (var path : List.of(name + "/scripted", name + "%2Fscripted")) {
      var found = staff.get("/v1/models/" + path);
      assertThat(found.statusCode()).as(path).isEqualTo(200);
      assertThat(json.readTree(found.body()).path("id").asString("")).isEqualTo(name + "/scripted");
    }
    assertThat(staff.get("/v1/models/none").statusCode()).isEqualTo(404);
    var theirs = staff.with("anthropic-version", "2023-06-01").get("/v1/models");
    assertThat(json.readTree(theirs.body()).path("has_more").asBoolean(true)).isFalse();
  }

  // --- embeddings ---------------------------------------------------------------------------

  @Test
  void embedsWithTheBuiltInModelInNumbersAndInBytes() {
    var body = "{\"model\":\"builtin/all-minilm-l6-v2\",\"input\":[\"a cat\",\"a dog\"]%s}";

    var numbers = json.readTree(staff.post("/v1/embeddings", body.formatted("")).body());
    var bytes =
        json.readTree(
            staff.post("/v1/embeddings", body.formatted(",\"encoding_format\":\"base64\"")).body());

    assertThat(numbers.path("data")).hasSize(2);
    assertThat(numbers.path("data").path(1).path("embedding")).hasSize(384);
    assertThat(numbers.path("usage").path("prompt_tokens").asInt()).isPositive();
    var decoded =
        java.nio.ByteBuffer.wrap(
                java.util.Base64.getDecoder()
                    .decode(bytes.path("data").path(1).path("embedding").asString("")))
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    assertThat(decoded.getFloat(0))
        .isEqualTo((float) numbers.path("data").path(1).path("embedding").path(0).asDouble());
    var long_ =
        staff.post(
            "/v1/embeddings",
            "{\"model\":\"builtin/all-minilm-l6-v2\",\"input\":\"%s\"}"
                .formatted("cat ".repeat(400)));
    assertThat(long_.statusCode()).isEqualTo(400);
    assertThat(
            staff
                .post(
                    "/v1/embeddings", "{\"model\":\"builtin/all-minilm-l6-v2\",\"input\":[[1,2]]}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void turnsNumbersOfAnEndpointIntoTheBytesThatWereAskedFor() {
    endpoint.script(
        ScriptedEndpoint.status(
            200,
            "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5,1.0]}],"
                + "\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}",
            "Content-Type",
            "application/json"));

    var answer =
        staff.post(
            "/v1/embeddings",
            "{\"model\":\"%s/vectors\",\"input\":\"x\",\"encoding_format\":\"base64\"}"
                .formatted(name));

    assertThat(json.readTree(answer.body()).path("data").path(0).path("embedding").asString(""))
        .isEqualTo("AAAAPwAAgD8=");
    assertThat(logged().getFirst().path("inputTokens").asInt()).isEqualTo(3);
  }

  // --- from elsewhere -----------------------------------------------------------------------

  @Test
  void letsOnlyConfiguredOriginsIn() {
    var asking =
        Caller.nobody(port)
            .with("Origin", "https://elsewhere.example")
            .with("Access-Control-Request-Method", "POST")
            .send(
                "OPTIONS",
                "/v1/chat/completions",
                java.net.http.HttpRequest.BodyPublishers.noBody(),
                java.util.Map.of());

    assertThat(asking.statusCode()).isEqualTo(403);
    assertThat(asking.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void answersFromDocumentsUnderANameOfItsOwn() {
    var answer =
        staff.post(
            "/v1/chat/completions",
            "{\"model\":\"cloister/ask\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"How deep is the lake of nowhere?\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var reply = json.readTree(answer.body());
    assertThat(reply.path("choices").path(0).path("message").path("content").asString(""))
        .contains("Nothing in your documents");
    assertThat(reply.path("cloister").path("outcome").asString("")).isEqualTo("not-found");
  }

  private HttpResponse<String> ask(String fields) {
    return staff.post(
        "/v1/chat/completions", "{\"model\":\"%s/scripted\",%s}".formatted(name, fields));
  }

  /** The log's lines of this test's connection, the latest first. */
  private List<JsonNode> logged() {
    return lines().stream()
        .filter(line -> line.path("connection").asString("").equals(name))
        .toList();
  }

  private List<JsonNode> lines() {
    var lines = new ArrayList<JsonNode>();
    json.readTree(admin.get("/api/v1/models/invocations?size=50").body())
        .path("items")
        .forEach(lines::add);
    return lines;
  }
}
