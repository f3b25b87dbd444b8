package io.cloister.library.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Documents that are nearly the same, over HTTP and on the document page. */
@Running
class LikenessesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  private final String name = "likeness-" + UUID.randomUUID();
  private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void areShownAsSuchAndAnswersRestOnTheNewest() {
    new Shelf(product).person(name, Role.STAFF);
    var mine = Caller.signedIn(port, name, Shelf.PASSWORD);
    var admin = Caller.admin(port);
    admin.makeCollection(name);
    var older = ready(admin, "older.txt", "six months");
    var newer = ready(admin, "newer.txt", "nine months");

    var near = admin.get("/api/v1/documents/" + older + "/near-duplicates").body();
    assertThat(JsonPath.<String>read(near, "$.items[0].document")).isEqualTo(newer);
    assertThat(JsonPath.<Boolean>read(near, "$.items[0].newer")).isTrue();
    var person = Caller.signedIn(port, "admin", Running.PASSWORD);
    assertThat(person.get("/d/" + older).body()).contains("A newer document says nearly the same");
    assertThat(person.get("/d/" + newer).body()).doesNotContain("A newer document says");
    assertThat(person.get("/d/" + newer + "/similar").body()).contains("older or as old", older);

    var answer =
        admin.post(
            "/api/v1/ask",
            "{\"question\":\"How long are applications of %s kept?\",\"collections\":[\"%s\"]}"
                .formatted(word, name));
    assertThat(answer.body()).contains("nine months").doesNotContain("six months");
    var search = "q=%s+six+months&mode=keyword&collection=%s".formatted(word, name);
    var found = admin.get("/api/v1/search?" + search).body();
    assertThat(JsonPath.<java.util.List<String>>read(found, "$.hits[*].document.id"))
        .containsExactly(newer, older);
    assertThat(JsonPath.<java.util.List<String>>read(found, "$.hits[*].newer"))
        .containsExactly(newer);
    assertThat(person.get("/search?" + search).body()).contains("Nearly the same, but older than");
    // what somebody else may not read is as if it were not there
    assertThat(mine.get("/api/v1/documents/" + older + "/near-duplicates").statusCode())
        .isEqualTo(404);
  }

  private String ready(Caller admin, String fileName, String howLong) {
    var rest =
        IntStream.range(0, 120)
            .mapToObj(i -> "Paragraph " + i + " says what " + word + i + " is about.")
            .collect(Collectors.joining(" "));
    var text = "Applications of %s are kept for %s. %s".formatted(word, howLong, rest);
    var answer = admin.upload("/api/v1/documents", Map.of("collection", name), fileName, text);
    var id = JsonPath.<String>read(answer.body(), "$.documents[0].id");
    await().until(() -> admin.get("/api/v1/documents/" + id).body().contains("\"ready\""));
    return id;
  }
}
