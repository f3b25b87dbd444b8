package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** On a disk that has less room than is kept free. */
class DiskFullTests {

  private static final String UPLOAD =
      "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nWords.\r\n--edge--\r\n";
  private static final String LINE = "{\"externalId\":\"1\",\"title\":\"T\",\"text\":\"Words.\"}\n";

  private static ConfigurableApplicationContext product;
  private static Path data;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    var folder = Files.createDirectories(Path.of("target", "test-data"));
    data = Files.createTempDirectory(folder, "full").toAbsolutePath();
    product =
        SpringApplication.run(
            Cloister.class,
            "--server.port=0",
            "--cloister.data=" + data,
            "--cloister.ingest.free-space=8000000TB",
            "--CLOISTER_ADMIN_PASSWORD=" + Running.PASSWORD,
            "--CLOISTER_BOOTSTRAP_TOKEN=" + Running.TOKEN);
    port = Integer.parseInt(product.getEnvironment().getRequiredProperty("local.server.port"));
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @Test
  void takesNothingAndSaysWhy() throws IOException {
    refuses("/api/v1/documents", "multipart/form-data; boundary=edge", UPLOAD);
    refuses("/api/v1/import", "application/x-ndjson", LINE);
    refuses("/api/v1/samples", "application/json", "");

    try (var left = Files.walk(data.resolve("incoming"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    } catch (java.nio.file.NoSuchFileException _) {
      // not even the folder was needed
    }
    assertThat(Caller.admin(port).get("/api/v1/documents").body()).contains("\"total\":0");
  }

  @Test
  void tellsABrowserOnAPage() {
    var browser = Caller.signedIn(port, "admin", Running.PASSWORD);

    var answer =
        browser.send(
            "POST",
            "/inbox",
            BodyPublishers.ofString(UPLOAD),
            Map.of(
                "Content-Type", "multipart/form-data; boundary=edge",
                "Accept", "text/html",
                "Accept-Language", "en"));

    assertThat(answer.statusCode()).isEqualTo(507);
    assertThat(answer.body()).contains("No room left");
  }

  @Test
  void goesOnReadingSearchingAndChanging() {
    var admin = Caller.admin(port);

    assertThat(admin.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(admin.get("/api/v1/search?q=words").statusCode()).isEqualTo(200);
    assertThat(admin.post("/api/v1/collections", "{\"name\":\"small\"}").statusCode())
        .isEqualTo(201);
  }

  private static void refuses(String path, String type, String body) {
    for (var key : new String[] {"", "key-of" + path}) {
      var caller = Caller.admin(port);
      if (!key.isEmpty()) {
        caller.with("Idempotency-Key", key);
      }
      var answer =
          caller.send("POST", path, BodyPublishers.ofString(body), Map.of("Content-Type", type));

      assertThat(answer.statusCode()).as(path + key).isEqualTo(507);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      var problem = JsonMapper.shared().readTree(answer.body());
      assertThat(problem.path("code").asString()).isEqualTo("disk-full");
      assertThat(problem.path("hint").asString())
          .as(path + key)
          .startsWith("Ask whoever runs the server to free space, then try again");
    }
  }
}
