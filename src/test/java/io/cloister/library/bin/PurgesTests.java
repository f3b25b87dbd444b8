package io.cloister.library.bin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is purged is gone and can be proved to be; what is held cannot be purged. */
@Running
class PurgesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired JdbcClient jdbc;
  @Autowired Retention retention;

  @Value("${cloister.data}")
  Path data;

  private final String name = "purges-" + UUID.randomUUID();
  private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
  private Caller admin;

  @BeforeEach
  void furnish() {
    admin = Caller.admin(port);
    admin.makeCollection(name);
  }

  @Test
  void provesThatNothingIsLeft() {
    var id = ready("The valve " + word + " is inspected in autumn.");
    admin.post("/api/v1/documents/" + id + "/tag-suggestions", "{\"limit\":3}");
    var asked =
        admin.post("/api/v1/ask", "{\"question\":\"When is %s inspected?\"}".formatted(word));
    assertThat(asked.body()).contains(id);
    assertThat(files()).isNotEmpty();

    var purged = admin.delete("/api/v1/documents/" + id + "?purge=true");
    assertThat(purged.statusCode()).isEqualTo(204);
    var receipt = purged.headers().firstValue("Location").orElseThrow();
    await()
        .untilAsserted(() -> {
          var body = admin.get(receipt).body();
          assertThat(JsonPath.<Boolean>read(body, "$.clean")).as(body).isTrue();
          assertThat(JsonPath.<Map<String, Integer>>read(body, "$.remains"))
              .containsKeys("originals", "text", "passages", "index", "suggestions", "answers");
          // the database overwrites what is free in its file in time; all else at once
          assertThat(files()).isEmpty();
        });
    var other = new Shelf(product).person(name, Role.EDITOR);
    assertThat(
            Caller.signedIn(port, other.name(), Shelf.PASSWORD)
                .get(receipt.replace("/api/v1/purges", "/bin/receipts"))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void removesNothingThatIsHeld() {
    var id = ready("The contract " + word + " is disputed.");
    keep("{\"hold\":\"Case 7\"}");

    var refused = admin.delete("/api/v1/documents/" + id + "?purge=true");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("on-hold", "Case 7");
    assertThat(
            admin.send("PATCH", "/api/v1/documents/" + id, "{\"collection\":\"library\"}").body())
        .contains("on-hold");
    assertThat(admin.delete("/api/v1/documents/" + id).statusCode()).isEqualTo(204);
    assertThat(admin.delete("/api/v1/bin?collection=" + name).body())
        .contains("\"purged\":0", "\"held\":1");
    assertThat(Caller.signedIn(port, "admin", Running.PASSWORD).get("/bin").body())
        .contains(">held<");

    keep("{}");
    assertThat(admin.delete("/api/v1/bin?collection=" + name).body())
        .contains("\"purged\":1", "\"held\":0");
  }

  @Test
  void doesWhatTheRulesSayAndNothingWhileHeld() {
    var id = ready("Old minutes of " + word + ".");
    jdbc.sql("update document set updated_at = ? where id = ?")
        .params(OffsetDateTime.now().minusDays(40), UUID.fromString(id))
        .update();
    keep("{\"keepDays\":30,\"binDays\":5,\"hold\":\"Case 8\"}");
    retention.look();
    assertThat(documents("")).containsExactly(id);

    keep("{\"keepDays\":30,\"binDays\":5}");
    retention.look();
    assertThat(documents("")).isEmpty();
    assertThat(documents("&binned=true")).containsExactly(id);
    retention.look();
    assertThat(documents("&binned=true")).containsExactly(id);

    jdbc.sql("update document set binned_at = ? where id = ?")
        .params(OffsetDateTime.now().minusDays(6), UUID.fromString(id))
        .update();
    retention.look();
    assertThat(documents("&binned=true")).isEmpty();
    assertThat(admin.get("/api/v1/purges?size=200").body()).contains(id, "\"retention\"");
  }

  private void keep(String rule) {
    assertThat(admin.send("PUT", "/api/v1/collections/" + name + "/keeping", rule).statusCode())
        .isEqualTo(200);
  }

  private String ready(String text) {
    var answer = admin.upload("/api/v1/documents", Map.of("collection", name), word + ".txt", text);
    var id = JsonPath.<String>read(answer.body(), "$.documents[0].id");
    await().until(() -> admin.get("/api/v1/documents/" + id).body().contains("\"ready\""));
    return id;
  }

  private List<String> documents(String more) {
    return JsonPath.read(
        admin.get("/api/v1/documents?collection=" + name + more).body(), "$.items[*].id");
  }

  /** The files outside the database that have the word. */
  private List<Path> files() {
    try (var all = Files.walk(data)) {
      return all.filter(file -> !file.startsWith(data.resolve("database")))
          .filter(Files::isRegularFile)
          .filter(this::hasTheWord)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasTheWord(Path file) {
    try {
      return Files.size(file) < 50_000_000 && Files.readString(file, ISO_8859_1).contains(word);
    } catch (NoSuchFileException _) {
      return false; // the index goes on meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
