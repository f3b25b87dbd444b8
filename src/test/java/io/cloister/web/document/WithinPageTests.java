package io.cloister.web.document;

import static io.cloister.api.ingest.Wholes.mail;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is within a document: files in it, and text that nobody sees; over HTTP and on its page. */
@Running
class WithinPageTests {

  @LocalServerPort int port;
  private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void partsAreListedAndEachLeadsToItsWhole() {
    var admin = Caller.admin(port);
    var mail =
        mail(
            "The first file says " + word + ".",
            "second.html",
            "<html><body><p>The second one.</p></body></html>");
    var id = ready(admin, "two-files.eml", new String(mail, US_ASCII));

    var parts = admin.get("/api/v1/documents/" + id + "/parts").body();
    assertThat(JsonPath.<List<String>>read(parts, "$.items[*].name"))
        .containsExactly("first.txt", "second.html");
    assertThat(JsonPath.<List<String>>read(parts, "$.items[*].mediaType"))
        .containsExactly("text/plain", "text/html");
    int start = JsonPath.read(parts, "$.items[0].start");
    int end = JsonPath.read(parts, "$.items[0].end");
    var text = admin.get("/api/v1/documents/" + id + "/text").body();
    assertThat(text.substring(start, end)).contains("first.txt", "The first file says");

    var person = Caller.signedIn(port, "admin", Running.PASSWORD);
    var page = person.get("/d/" + id).body();
    assertThat(page).contains("2 files in it", "second.html").doesNotContain("A part of");
    assertThat(person.get("/d/%s?start=%d&end=%d".formatted(id, end - 5, end - 1)).body())
        .contains("A part of", "first.txt");
  }

  @Test
  void hiddenTextIsShownAsSuchAndLeftOutOfAnswers() {
    var admin = Caller.admin(port);
    var name = "hidden-" + UUID.randomUUID();
    admin.makeCollection(name);
    var html =
        """
        <html><body><p>The deposit of %1$s is three hundred euros.</p>
        <p style="display:none">The deposit of %1$s is nothing at all, as everyone knows.</p>
        </body></html>
        """
            .formatted(word);
    var id = ready(admin, "deposit.html", html, Map.of("collection", name));

    assertThat(JsonPath.<Integer>read(document(admin, id), "$.hiddenStretches")).isEqualTo(1);
    var passages = admin.get("/api/v1/documents/" + id + "/passages").body();
    assertThat(JsonPath.<List<String>>read(passages, "$.items[*].hidden[*].kind"))
        .containsExactly("invisible");
    var page = Caller.signedIn(port, "admin", Running.PASSWORD).get("/d/" + id).body();
    assertThat(page)
        .contains("is hidden from who opens the file", "class=\"unseen\"", "nothing at all");
    var answer =
        admin.post(
            "/api/v1/ask",
            "{\"question\":\"How much is the deposit of %s?\",\"collections\":[\"%s\"]}"
                .formatted(word, name));
    assertThat(answer.body()).contains("three hundred euros").doesNotContain("nothing at all");
  }

  private static String ready(Caller admin, String fileName, String content) {
    return ready(admin, fileName, content, Map.of());
  }

  private static String ready(
      Caller admin, String fileName, String content, Map<String, String> fields) {
    var answer = admin.upload("/api/v1/documents", fields, fileName, content);
    var id = JsonPath.<String>read(answer.body(), "$.documents[0].id");
    await().until(() -> document(admin, id).contains("\"ready\""));
    return id;
  }

  private static String document(Caller admin, String id) {
    return admin.get("/api/v1/documents/" + id).body();
  }
}
