package io.cloister.web.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Upload;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.document.Versions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is read on the page of a document. */
@Running
class DocumentPageTests {

  private static final String FIRST = "Records of employees are kept in the personnel system.";
  private static final String SECOND =
      "Applications that did not lead to employment are destroyed after six months.";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Versions versions;

  private Owner owner;
  private Caller mine;

  @BeforeEach
  void ownCollection() {
    owner = Owner.signedIn(product, port);
    mine = owner.caller();
  }

  @Test
  void showsAPageAsItLooksWithWhatWasCitedMarked() {
    var pdf =
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R
          /Resources<</Font<</F1 5 0 R>>>>>>endobj
        4 0 obj<</Length 62>>stream
        BT /F1 24 Tf 72 700 Td (Applications are kept six months) Tj ET
        endstream endobj
        5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
        trailer<</Root 1 0 R>>
        """;
    var received =
        product
            .getBean(Ingestion.class)
            .receive(
                Upload.of(
                    "kept.pdf",
                    new ByteArrayInputStream(pdf.getBytes(StandardCharsets.US_ASCII)),
                    owner.collection().name()),
                owner.actor())
            .version();
    await().until(() -> versions.require(received.id()).status() == Status.READY);
    int start = versions.text(received.id()).orElseThrow().text().indexOf("six months");

    var path = "/d/%s?start=%d&end=%d".formatted(received.document(), start, start + 10);
    assertThat(mine.get(path).body()).contains("view=page", "<mark").doesNotContain("<rect");
    assertThat(mine.get(path + "&view=page").body()).contains("/pages/1.png", "<rect ");
    var pages = "/api/v1/documents/" + received.document() + "/pages/";
    assertThat(mine.get(pages + "1.png").headers().firstValue("Content-Type"))
        .hasValue("image/png");
    assertThat(mine.get(pages + "2.png").statusCode()).isEqualTo(404);
  }

  @Test
  void opensAtThePassage() {
    var version = owner.ready("Records <policy>", FIRST, SECOND);

    var first = mine.get("/d/" + version.document()).body();
    assertThat(first)
        .contains("Records &lt;policy&gt;", FIRST, "Page 1 of 2")
        .doesNotContain(SECOND);

    var asked = mine.get("/d/%s?passage=%s.1".formatted(version.document(), version.id())).body();
    assertThat(asked)
        .contains("Page 2 of 2")
        .containsPattern("<mark id=\"passage\"[^>]*autofocus[^>]*>" + SECOND + "</mark>")
        .doesNotContain(FIRST);
  }

  @Test
  void marksTheExactStretchAndTheWords() {
    var version = owner.ready("Stretch", FIRST, SECOND);
    int start = FIRST.length() + 1 + SECOND.indexOf("destroyed");

    var page =
        mine.get(
                "/d/%s?start=%d&end=%d&q=months"
                    .formatted(version.document(), start, start + "destroyed".length()))
            .body();

    assertThat(page).containsPattern("<mark id=\"passage\"[^>]*>destroyed</mark>");
    assertThat(page).contains("<mark class=\"found\">months</mark>");
  }

  @Test
  void showsAnOlderVersionAsSuch() {
    var version = owner.ready("Two versions", FIRST);
    var newer =
        versions.addVersion(version.document(), owner.shelf().version("newer", owner.actor()));
    owner.shelf().read(newer, SECOND);

    assertThat(mine.get("/d/" + version.document()).body()).contains(SECOND, "2 versions");
    var old = mine.get("/d/" + version.document() + "?v=1").body();
    assertThat(old).contains(FIRST, "You are reading version 1 of 2").doesNotContain(SECOND);
    assertThat(mine.get("/d/%s?passage=%s.0".formatted(version.document(), version.id())).body())
        .contains("You are reading version 1 of 2");
    assertThat(mine.get("/d/" + version.document() + "?v=3").statusCode()).isEqualTo(404);
    assertThat(mine.get("/d/" + version.document() + "?v=x").statusCode()).isIn(400, 404);
  }

  @Test
  void saysThatAPassageIsNoLongerThere() {
    var version = owner.ready("Read anew", FIRST);

    var page = mine.get("/d/%s?passage=%s.99".formatted(version.document(), version.id()));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(FIRST, "no longer there");
  }

  @Test
  void followsTheReadingUntilItIsSettled() {
    var version = owner.received("Being read");
    var page = mine.get("/d/" + version.document()).body();
    assertThat(page)
        .contains("hx-get=\"/d/" + version.document() + "/state\"", "waiting to be read");

    assertThat(mine.get("/d/" + version.document() + "/state").headers().firstValue("HX-Refresh"))
        .isEmpty();
    owner.shelf().read(version, FIRST);
    assertThat(mine.get("/d/" + version.document() + "/state").headers().firstValue("HX-Refresh"))
        .contains("true");
  }

  @Test
  void saysWhyAFileCouldNotBeReadAndWhatToDo() {
    var version = owner.received("Locked");
    versions.fail(
        version.id(), Status.FAILED, new ReadingFailure(ReadingFailure.Code.ENCRYPTED, "PDF"));

    assertThat(mine.get("/d/" + version.document()).body())
        .contains("locked with a password", "name=\"password\"", "/retry\"");
    assertThat(mine.with("Accept-Language", "de").get("/d/" + version.document()).body())
        .contains("mit einem Passwort geschützt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encrypted",
        "corrupt",
        "unsupported",
        "too-large",
        "timed-out",
        "out-of-memory",
        "bomb",
        "empty",
        "no-text",
        "internal"
      })
  void hasWordsForEveryReason(String code) {
    var version = owner.received("Failed");
    versions.fail(
        version.id(),
        Status.QUARANTINED,
        new ReadingFailure(ReadingFailure.Code.of(code), "what happened"));

    var page = mine.get("/d/" + version.document());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("quarantined").doesNotContain("??");
  }

  @Test
  void givesTheOriginalToKeepNotToRun() {
    var version = owner.ready("Häßlich \"name", FIRST);

    var content = "/api/v1/documents/" + version.document() + "/content";
    assertThat(mine.get("/d/" + version.document()).body()).contains("href=\"" + content + "\"");
    var answer = mine.get(content);

    assertThat(answer.body()).isEqualTo("bytes of Häßlich \"name");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void nobodyIsSentToSignIn() {
    var version = owner.ready("Closed", FIRST);

    var answer = Caller.nobody(port).get("/d/" + version.document());

    assertThat(answer.statusCode()).isIn(302, 303);
    assertThat(answer.headers().firstValue("Location").orElse("")).contains("/sign-in");
  }
}
