package io.cloister.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What is larger than a server takes, on a server that takes little. */
@Running
@TestPropertySource(
    properties = {
      "cloister.api.largest-body=100KB",
      "cloister.ingest.largest-file=200KB",
      "spring.servlet.multipart.max-file-size=300KB"
    })
class SizeLimitTests {

  private static final String DOCUMENTS = "/api/v1/documents";

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  @Test
  void aBodyThatIsTooLongIsRefusedHoweverItIsSent() {
    var body = group(150_000);
    var unmeasured =
        BodyPublishers.ofInputStream(
            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    for (var publisher : List.of(BodyPublishers.ofString(body), unmeasured)) {
      tooLarge(sent(Caller.admin(port), publisher));
      var keyed = Caller.admin(port).with("Idempotency-Key", UUID.randomUUID().toString());
      tooLarge(sent(keyed, publisher));
    }
    assertThat(sent(Caller.admin(port), BodyPublishers.ofString(group(90_000))).statusCode())
        .isEqualTo(201);
  }

  @Test
  void anImportMayBeLonger() {
    var line =
        "{\"externalId\":\"size\",\"title\":\"T\",\"text\":\"%s\"}"
            .formatted("word ".repeat(30_000));

    var answer =
        Caller.admin(port)
            .send(
                "POST",
                "/api/v1/import",
                BodyPublishers.ofString(line),
                Map.of("Content-Type", "application/x-ndjson"));

    assertThat(answer.body()).contains("\"accepted\":1");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    var admin = Caller.admin(port);

    assertThat(admin.upload(DOCUMENTS, Map.of(), "fits.txt", "x".repeat(150_000)).statusCode())
        .isEqualTo(202);
    for (int size : new int[] {250_000, 350_000}) {
      tooLarge(admin.upload(DOCUMENTS, Map.of(), "large.txt", "x".repeat(size)));
      var keyed = Caller.admin(port).with("Idempotency-Key", UUID.randomUUID().toString());
      tooLarge(keyed.upload(DOCUMENTS, Map.of(), "large.txt", "x".repeat(size)));
    }
  }

  @Test
  void aPageSaysSoToo() {
    var name = "sizes-" + UUID.randomUUID();
    new Shelf(product).person(name, Role.STAFF);
    var browser = Caller.signedIn(port, name, Shelf.PASSWORD);
    var fields = Map.of("_csrf", browser.formToken("/inbox"), "collection", "library");

    var received = browser.upload("/inbox", fields, "fits.txt", "x".repeat(1_000));
    var refused = browser.upload("/inbox", fields, "large.txt", "x".repeat(350_000));

    assertThat(received.statusCode()).isEqualTo(302);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("<main", "Too large");
    assertThat(Caller.nobody(port).upload("/inbox", fields, "a.txt", "x").statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<String> sent(Caller caller, BodyPublisher body) {
    return caller.send("POST", "/api/v1/groups", body, Map.of("Content-Type", "application/json"));
  }

  private static String group(int length) {
    return "{\"name\":\"%s\",%s\"members\":[]}"
        .formatted("size " + UUID.randomUUID(), " ".repeat(length));
  }

  private static void tooLarge(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"too-large\"", "\"hint\":");
  }
}
