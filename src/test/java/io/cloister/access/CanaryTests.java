package io.cloister.access;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Secrets that are put in come out nowhere, whatever is done with them. */
@Running
@ExtendWith(OutputCaptureExtension.class)
class CanaryTests {

  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(chat("Hello."));
  private final String name = "canary-" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> secrets = new LinkedHashMap<>();

  @LocalServerPort int port;

  @Value("${cloister.data}")
  Path data;

  private Caller admin;
  private String connection = "";

  @BeforeEach
  void putIn() {
    admin = Caller.admin(port);
    connection =
        json(
            admin
                .post(
                    "/api/v1/models/connections",
                    """
                    {"name":"%s","baseUrl":"%s","boundary":"inside","apiKey":"%s",
                    "secretHeaders":{"X-Portal":"%s"},"models":[{"name":"m","kinds":["chat"]}]}
                    """
                        .formatted(name, endpoint.address(), secret("key"), secret("header")))
                .body(),
            "id");
    assertThat(
            admin
                .send(
                    "PUT",
                    "/api/v1/models/alerts",
                    """
                    {"mail":{"host":"127.0.0.1","port":9,"tls":"starttls","user":"u","password":"%s",
                    "from":"a@house.test","to":["b@house.test"]},
                    "webhook":{"url":"%s/hook","secret":"%s"}}
                    """
                        .formatted(secret("mail"), endpoint.address(), webhookSecret()))
                .statusCode())
        .isEqualTo(200);
    secrets.put(
        "token", json(admin.post("/api/v1/tokens", "{\"name\":\"" + name + "\"}").body(), "token"));
  }

  @AfterEach
  void takeOut() {
    admin.send("PUT", "/api/v1/models/alerts", "{}");
    admin.delete("/api/v1/models/connections/" + connection);
    endpoint.close();
  }

  @Test
  void noSecretComesOutAgain(CapturedOutput log) throws IOException {
    var said = new ArrayList<>(used());
    said.addAll(refused());
    said.addAll(shown());

    assertThat(said).hasSizeGreaterThan(80);
    for (var text : said) {
      holdsNone("an answer", text);
    }
    holdsNone("the log", log.getAll());
    filesHoldNone();
    // they did reach the place that they are for
    assertThat(endpoint.seen())
        .anySatisfy(seen ->
            assertThat(seen.headers())
                .containsEntry("Authorization", "Bearer " + secrets.get("key"))
                .containsEntry("X-portal", secrets.get("header")));
  }

  /** Calls that work and calls that fail, of an endpoint that repeats what it was sent. */
  private List<String> used() {
    var program = Caller.withToken(port, secrets.get("token"));
    var said = new ArrayList<String>();
    var asked =
        "{\"model\":\"%s/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
            .formatted(name);
    var heard =
        "{\"error\":{\"message\":\"wrong key %s or %s\"}}"
            .formatted(secrets.get("key"), secrets.get("header"));
    for (int code : new int[] {200, 400, 401, 403, 404, 429, 500}) {
      endpoint.script(code == 200 ? chat("Hello.") : status(code, heard));
      said.add(program.post("/v1/chat/completions", asked).body());
    }
    endpoint.script(status(401, heard));
    said.add(admin.post("/api/v1/models/connections/" + connection + "/probe", "{}").body());
    for (var channel : List.of("mail", "webhook")) {
      said.add(
          admin
              .post("/api/v1/models/alerts/test", "{\"channel\":\"%s\"}".formatted(channel))
              .body());
    }
    return said;
  }

  /** Secrets where they do not belong, or with something else that is wrong. */
  private List<String> refused() {
    var key = secrets.get("key");
    var said = new ArrayList<String>();
    for (var fields :
        List.of(
            "\"baseUrl\":\"http://u:%s@127.0.0.1/v1\"",
            "\"baseUrl\":\"http://127.0.0.1/v1?key=%s\"",
            "\"baseUrl\":\"ftp://127.0.0.1/v1\",\"apiKey\":\"%s\"",
            "\"baseUrl\":\"http://127.0.0.1/v1\",\"apiKey\":\"two words %s\"",
            "\"baseUrl\":\"http://127.0.0.1/v1\",\"headers\":{\"Authorization\":\"%s\"}",
            "\"baseUrl\":\"http://127.0.0.1/v1\",\"secretHeaders\":{\"Host\":\"%s\"}",
            "\"baseUrl\":\"http://127.0.0.1/v1\",\"apiKey\":[\"%s\"]",
            "\"baseUrl\":\"http://127.0.0.1/v1\",\"tls\":{\"certificateKey\":\"%s\"}")) {
      var answer =
          admin.post(
              "/api/v1/models/connections",
              "{\"name\":\"%s-refused\",%s}".formatted(name, fields.formatted(key)));
      assertThat(answer.statusCode()).as(fields).isBetween(400, 422);
      said.add(answer.body());
    }
    said.add(Caller.withToken(port, secrets.get("token") + "x").get("/api/v1/me").body());
    return said;
  }

  /** Everything that can be looked at without naming a thing, and this connection's own pages. */
  private List<String> shown() throws IOException {
    var said = new ArrayList<String>();
    for (var line : MatrixLine.all()) {
      boolean isPlain = !line.request().contains("{") && !line.request().endsWith("/events");
      if (line.method().equals("GET") && isPlain) {
        said.add(admin.get(line.request()).body());
      }
    }
    for (var page : List.of("/api/v1/models/connections/", "/models/connections/")) {
      said.add(admin.get(page + connection).body());
    }
    return said;
  }

  /** Of a server that goes on: in place of files that went meanwhile it looks at what came. */
  private void filesHoldNone() throws IOException {
    var read = new HashSet<Path>();
    boolean haveGone;
    do {
      haveGone = false;
      for (var file : files()) {
        try {
          if (!read.contains(file)) {
            holdsNone(file.toString(), Files.readString(file, ISO_8859_1));
            read.add(file);
          }
        } catch (NoSuchFileException _) {
          haveGone = true;
        }
      }
    } while (haveGone);
  }

  /** What is kept: the database, the index, the files. */
  private List<Path> files() throws IOException {
    try (var files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lock"))
          .toList();
    }
  }

  private void holdsNone(String where, String text) {
    secrets.forEach((what, secret) ->
        assertThat(text.contains(secret)).as("the %s in %s", what, where).isFalse());
  }

  private String secret(String what) {
    var secret = "canary-" + what + "-" + UUID.randomUUID();
    secrets.put(what, secret);
    return secret;
  }

  private String webhookSecret() {
    var bytes = ("canary-" + UUID.randomUUID()).getBytes(ISO_8859_1);
    var secret = "whsec_" + Base64.getEncoder().encodeToString(bytes);
    secrets.put("webhook", secret);
    return secret;
  }

  private static String json(String body, String field) {
    return JsonMapper.shared().readTree(body).path(field).asString("");
  }
}
