package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole product on a port of its own with an empty data folder, for tests that set its routes,
 * and the endpoint behind those, which answers what a test scripted.
 */
public final class ScriptedProduct implements AutoCloseable {

  private static final Set<String> SETTLED = Set.of("ready", "failed", "quarantined");

  private final ConfigurableApplicationContext context;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private final Caller admin;
  private String room = "library";

  private ScriptedProduct(ConfigurableApplicationContext context) {
    this.context = context;
    this.admin = Caller.admin(port());
  }

  /**
   * @param settings beside those of all tests, as {@code --name=value}
   */
  public static ScriptedProduct start(String... settings) {
    try {
      var folder = Files.createDirectories(Path.of("target", "test-data"));
      var data = Files.createTempDirectory(folder, "scripted").toAbsolutePath();
      var usual =
          List.of(
              "--server.port=0",
              "--cloister.data=" + data,
              "--cloister.models.retries=0",
              "--cloister.models.failures=1000",
              "--cloister.jobs.back-off=50ms",
              "--CLOISTER_ADMIN_PASSWORD=" + Running.PASSWORD,
              "--CLOISTER_BOOTSTRAP_TOKEN=" + Running.TOKEN);
      return new ScriptedProduct(
          SpringApplication.run(
              Cloister.class,
              Stream.concat(usual.stream(), Stream.of(settings)).toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Connects the endpoint by this name.
   *
   * @param model in JSON, as connections list their models
   */
  public ScriptedProduct connect(String name, String boundary, String model) {
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"%s","models":[%s]}
            """
                .formatted(name, endpoint.address(), boundary, model));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return this;
  }

  /** Routes this function to this model and nothing else to any. */
  public void route(String function, String model) {
    routes("{\"function\":\"%s\",\"chain\":[\"%s\"]}".formatted(function, model));
  }

  /** Routes nothing. */
  public void unroute() {
    routes("");
  }

  private void routes(String routes) {
    var routed =
        admin.send(
            "PUT",
            "/api/v1/models/routes",
            "{\"mode\":\"own\",\"tier\":\"balanced\",\"routes\":[%s]}".formatted(routes));
    assertThat(routed.statusCode()).as(routed.body()).isEqualTo(200);
  }

  public ScriptedEndpoint endpoint() {
    return endpoint;
  }

  public Caller admin() {
    return admin;
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public JdbcClient database() {
    return bean(JdbcClient.class);
  }

  public long rows(String table) {
    return database().sql("select count(*) from " + table).query(Long.class).single();
  }

  /** A new collection, for all that is uploaded and searched from now on. */
  public void room() {
    room = "room-" + UUID.randomUUID();
    admin.makeCollection(room);
  }

  /**
   * Uploads into the room.
   *
   * @return the document's id
   */
  public String upload(String name, byte[] bytes, String label) {
    var answer =
        admin.upload("/api/v1/documents", Map.of("collection", room, "label", label), name, bytes);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JsonMapper.shared().readTree(answer.body()).at("/documents/0/id").asString();
  }

  /** Uploads into the room, and waits until it was read. */
  public JsonNode read(String name, byte[] bytes, String label) {
    return settled(upload(name, bytes, label));
  }

  /** The document once it was read, whatever came of it. */
  public JsonNode settled(String id) {
    await().until(() -> isSettled(id));
    return document(id);
  }

  /** The document once it was read again. */
  public JsonNode retried(String id) {
    var answer = admin.post("/api/v1/documents/" + id + "/retry", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return settled(id);
  }

  public JsonNode document(String id) {
    return JsonMapper.shared().readTree(admin.get("/api/v1/documents/" + id).body());
  }

  public String text(String id) {
    return admin.get("/api/v1/documents/" + id + "/text").body();
  }

  /** Whether a document with one version was read, also in the bin. */
  public boolean isSettled(String id) {
    return SETTLED.contains(
        database()
            .sql("select status from document_version where document_id = ?")
            .param(UUID.fromString(id))
            .query(String.class)
            .single());
  }

  /** What a search of the room answers. */
  public String found(String words) {
    return admin
        .get("/api/v1/search?q=" + words.replace(" ", "%20") + "&collection=" + room)
        .body();
  }

  /** The passage that a search of the room finds first. */
  public JsonNode passage(String words) {
    return JsonMapper.shared().readTree(found(words)).at("/hits/0/passage");
  }

  @Override
  public void close() {
    context.close();
    endpoint.close();
  }
}
