package io.cloister;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does the product's whole main job over HTTP, in a program of its own: uploads, searches by words
 * and by meaning, asks, drafts and exports. With a second argument it also connects a model that it
 * serves itself, asks it, and writes its port into that file.
 */
final class MainJob {

  static final String TOKEN = "wall-token-0123456789abcdef-0123456789abcdef";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private MainJob(int port) {
    this.port = port;
  }

  public static void main(String[] arguments) throws Exception {
    var job = new MainJob(Integer.parseInt(arguments[0]));
    job.eventually("the server is ready", job::isReady);
    job.byItself();
    if (arguments.length > 1) {
      job.withAModel(Path.of(arguments[1]));
    }
    System.out.println("all is done");
    System.exit(0);
  }

  private void byItself() throws Exception {
    var document = upload("retention.txt", "Applications are kept for six months. ".repeat(20));
    upload("travel.txt", "Hotels are paid up to 120 euros a night. ".repeat(20));
    eventually(
        "both are ready", () -> get("/api/v1/documents?status=ready").path("total").asInt() == 2);
    eventually(
        "words find one",
        () -> get("/api/v1/search?mode=keyword&q=applications").path("total").asInt() == 1);
    eventually(
        "meaning finds one",
        () -> !get("/api/v1/search?mode=semantic&q=price+of+accommodation").path("hits").isEmpty());
    require(status("/api/v1/documents/" + document + "/text") == 200, "the text is there");
    var answer = post("/api/v1/ask", "{\"question\":\"How long are applications kept?\"}", 200);
    require(answer.path("answer").asString("").contains("six months"), "the answer is found");
    require(answer.path("extractive").asBoolean(), "no model was asked");
    post("/api/v1/documents/" + document + "/tag-suggestions", "{}", 200);
    var draft =
        post(
                "/api/v1/drafts",
                "{\"template\":\"summary\",\"title\":\"Kept\",\"inputs\":{},\"sources\":[{\"document\":\"%s\"}]}"
                    .formatted(document),
                202)
            .path("id")
            .asString();
    eventually(
        "the draft is written",
        () -> get("/api/v1/drafts/" + draft).path("state").asString("").equals("draft"));
    require(status("/api/v1/drafts/" + draft + "/export?format=docx") == 200, "it is exported");
    require(get("/api/v1/boundary").path("hosts").isEmpty(), "no host may be reached");
    require(get("/api/v1/boundary").path("blocked").isEmpty(), "none was tried");
  }

  private void withAModel(Path portFile) throws Exception {
    try (var endpoint =
        ScriptedEndpoint.start(ScriptedEndpoint.stream("Applications are kept six months [1]."))) {
      Files.writeString(portFile, String.valueOf(endpoint.port()));
      post(
          "/api/v1/models/connections",
          """
          {"name":"ours","baseUrl":"%s","boundary":"inside",
           "models":[{"name":"scripted","kinds":["chat"]}]}
          """
              .formatted(endpoint.address()),
          201);
      send(
          "PUT",
          "/api/v1/models/routes",
          "{\"mode\":\"own\",\"tier\":\"balanced\",\"routes\":[{\"function\":\"answer\",\"chain\":[\"ours/scripted\"]}]}",
          200);
      var answer = post("/api/v1/ask", "{\"question\":\"How long are applications kept?\"}", 200);
      require(answer.path("model").asString("").equals("ours/scripted"), "the model was asked");
      require(endpoint.seen().size() == 1, "once");
      var hosts = get("/api/v1/boundary").path("hosts");
      require(
          hosts.size() == 1 && hosts.get(0).path("requests").asInt() == 1, "it is written down");
    }
  }

  private String upload(String name, String text) throws Exception {
    var body =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--edge--\r\n"
            .formatted(name, text);
    var answer =
        http.send(
            request("/api/v1/documents")
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString(UTF_8));
    require(answer.statusCode() == 202, "the upload was answered " + answer.statusCode());
    return JsonMapper.shared().readTree(answer.body()).at("/documents/0/id").asString();
  }

  private JsonNode get(String path) {
    try {
      return send("GET", path, "", 200);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode post(String path, String body, int expected) throws Exception {
    return send("POST", path, body, expected);
  }

  private JsonNode send(String method, String path, String body, int expected) throws Exception {
    var asked =
        request(path)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    var answer = http.send(asked, BodyHandlers.ofString(UTF_8));
    require(
        answer.statusCode() == expected,
        method + " " + path + " answered " + answer.statusCode() + " " + answer.body());
    return JsonMapper.shared().readTree(answer.body());
  }

  private int status(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.discarding()).statusCode();
  }

  private boolean isReady() {
    try {
      return status("/readyz") == 200;
    } catch (IOException e) {
      return false;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + TOKEN);
  }

  private void eventually(String what, BooleanSupplier condition) {
    var deadline = Instant.now().plusSeconds(180);
    while (!condition.getAsBoolean()) {
      require(Instant.now().isBefore(deadline), what + " in time");
      LockSupport.parkNanos(100_000_000);
    }
    System.out.println(what);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not so: " + what);
    }
  }
}
