package io.cloister;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.Waves;
import io.cloister.search.lucene.generation.StubVectors;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server as a process of its own, ended in the middle of its work. */
class KilledTests {

  private static final int UPLOADERS = 4;
  private static final int ENOUGH = 8; // acknowledged before it is ended
  private static final int A_FEW = 12; // twice the five by which a model is known, and two more
  private static final int RECORDINGS =
      20; // more than are read again while a few files are uploaded

  private static final String SAID =
      "{\"segments\":[{\"start\":0,\"end\":1,\"text\":\"A pendulum swings.\"}]}";

  @TempDir Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>(); // words by id
  private volatile CountDownLatch enough = new CountDownLatch(0);
  private ServerProcess server;

  @BeforeEach
  void aServer() {
    server = new ServerProcess(folder, http);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void losesAndDoublesNothingThatItAcknowledged() throws Exception {
    server.start();
    uploadRecordings();
    uploadUntilEnded(Process::destroy);
    assertThat(server.process().exitValue()).as("an orderly end").isEqualTo(143);
    server.start();
    everyOneIsThere();
    try (var vectors = new StubVectors(1);
        var ear = ScriptedEndpoint.start(ScriptedEndpoint.json(SAID))) {
      beginAGeneration(vectors);
      connectAnEar(ear);
      readWhatWaits();
      uploadUntilEnded(Process::destroyForcibly);
      vectors.answer(Integer.MAX_VALUE);
      server.start();
      everyOneIsThere();
      ServerProcess.eventually("all recordings are heard", () -> heard() == RECORDINGS);
      assertThat(waiting()).isZero();

      ServerProcess.eventually(
          "all are settled", () -> count("ready") + count("failed") == all().size());
      ServerProcess.eventually(
          "the generation is built", () -> other().path("state").asString().equals("ready"));
      assertThat(other().path("documents").asInt()).isPositive();
      assertThat(other().path("waiting").asInt()).isZero();
    }
    assertThat(count("failed")).isZero();
    everyOneIsThere();
    var contents = all().stream().map(it -> it.path("sha256").asString()).toList();
    assertThat(contents).doesNotHaveDuplicates();
    for (var one : acknowledged.entrySet()) {
      assertThat(
              server
                  .json("/api/v1/search?mode=keyword&q=" + one.getValue())
                  .at("/hits")
                  .findValuesAsString("id"))
          .as("found by its word")
          .contains(one.getKey());
    }
    assertThat(Files.readString(folder.resolve("log"))).doesNotContain("ERROR", "\tat io.cloister");
  }

  /** One of the index, with a model that answers a few times only, so that it is not built yet. */
  private void beginAGeneration(StubVectors vectors) throws Exception {
    ServerProcess.eventually("all are read", () -> count("ready") == all().size());
    post(
        "/api/v1/models/connections",
        """
        {"name":"stub","kind":"openai-compatible","baseUrl":"%s","boundary":"inside",
         "models":[{"name":"m","kinds":["embedding"]}]}
        """
            .formatted(vectors.address()));
    vectors.answer(A_FEW);
    post("/api/v1/index/generations", "{\"model\":\"stub/m\"}");
    ServerProcess.eventually("it is held up", () -> !other().path("problem").isNull());
    assertThat(other().path("state").asString()).isEqualTo("building");
  }

  /** Which nobody has written down yet, as there is no model that does. */
  private void uploadRecordings() throws Exception {
    for (int i = 0; i < RECORDINGS; i++) {
      upload("talk%d.wav".formatted(i), Waves.of(1, 4_000 + i));
    }
    ServerProcess.eventually("all wait for a model", () -> waiting() == RECORDINGS);
  }

  private void connectAnEar(ScriptedEndpoint ear) {
    post(
        "/api/v1/models/connections",
        """
        {"name":"ear","kind":"openai-compatible","baseUrl":"%s","boundary":"inside",
         "models":[{"name":"hears","kinds":["transcription"]}]}
        """
            .formatted(ear.address()));
    send(
        "PUT",
        "/api/v1/models/routes",
        """
        {"mode":"own","tier":"balanced",
         "routes":[{"function":"transcribe","chain":["ear/hears"]}]}
        """);
  }

  /** Has all recordings read again, and returns while they are. */
  private void readWhatWaits() {
    var job = send("POST", "/api/v1/models/waiting/transcribe/retry", "{}").at("/job/id");
    ServerProcess.eventually(
        "they are queued",
        () ->
            !server
                .json("/api/v1/jobs/" + job.asString())
                .path("state")
                .asString()
                .equals("queued"));
  }

  /** How many recordings are found by what is said in them. */
  private int heard() {
    return server.json("/api/v1/search?mode=keyword&q=pendulum").path("total").asInt();
  }

  /** How many recordings nobody has heard. */
  private int waiting() {
    return server
        .json("/api/v1/models/waiting")
        .valueStream()
        .filter(each -> each.path("function").asString().equals("transcribe"))
        .mapToInt(each -> each.path("documents").asInt())
        .sum();
  }

  /** The generation that is not searched. */
  private JsonNode other() {
    return server.json("/api/v1/index/generations").path("items").get(1);
  }

  private void post(String path, String body) {
    send("POST", path, body);
  }

  private JsonNode send(String method, String path, String body) {
    try {
      var answer =
          http.send(
              server
                  .request(path)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
      return JsonMapper.shared().readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Uploads from several sides, and ends the server once some of it was acknowledged. */
  private void uploadUntilEnded(java.util.function.Consumer<Process> end) throws Exception {
    enough = new CountDownLatch(ENOUGH);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < UPLOADERS; i++) {
        threads.submit(this::uploadForEver);
      }
      assertThat(enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("enough is acknowledged")
          .isTrue();
      end.accept(server.process());
      assertThat(server.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("it ended")
          .isTrue();
    }
  }

  private void uploadForEver() {
    try {
      while (server.process().isAlive()) {
        upload();
      }
    } catch (IOException e) {
      // it has gone: what was not acknowledged may be there or not
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void upload() throws IOException, InterruptedException {
    var word = "w" + UUID.randomUUID().toString().replace("-", "");
    var text = "The note %s says something. ".formatted(word).repeat(40);
    var answer = upload(word + ".txt", text.getBytes(UTF_8));
    if (answer.statusCode() == 202) {
      var document = JsonMapper.shared().readTree(answer.body()).path("documents").get(0);
      acknowledged.put(document.path("id").asString(), word);
      enough.countDown();
    }
  }

  private HttpResponse<String> upload(String name, byte[] content)
      throws IOException, InterruptedException {
    var edge = "edge" + UUID.randomUUID();
    var head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(edge, name);
    return http.send(
        server
            .request("/api/v1/documents")
            .header("Content-Type", "multipart/form-data; boundary=" + edge)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofByteArray(content),
                    BodyPublishers.ofString("\r\n--%s--\r\n".formatted(edge))))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private void everyOneIsThere() throws Exception {
    var there = new HashMap<String, Integer>();
    for (var document : all()) {
      there.merge(document.path("id").asString(), 1, Integer::sum);
    }
    assertThat(there.keySet()).containsAll(acknowledged.keySet());
    assertThat(there.values()).containsOnly(1);
  }

  private List<JsonNode> all() {
    var all = new ArrayList<JsonNode>();
    for (int page = 0; ; page++) {
      var listed = server.json("/api/v1/documents?size=200&page=" + page);
      listed.path("items").forEach(all::add);
      if (all.size() >= listed.path("total").asInt()) {
        return all;
      }
    }
  }

  private int count(String status) {
    return server.json("/api/v1/documents?size=1&status=" + status).path("total").asInt();
  }
}
