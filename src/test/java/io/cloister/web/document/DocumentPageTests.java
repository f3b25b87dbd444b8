package io.cloister.web.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Upload;
import io.cloister.library.AccessScope;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.web.Shelf;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Running
class DocumentPageTests {

  private static final String FIRST = "Records of employees are kept in the personnel system.";
  private static final String SECOND =
      "Applications that did not lead to employment are destroyed after six months.";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Versions versions;
  @Autowired Documents documents;
  @Autowired Collections collections;

  private Shelf shelf;
  private Actor owner;
  private Collection collection;
  private Caller mine;

  @BeforeEach
  void ownCollection() {
    shelf = new Shelf(product);
    var name = "owner-" + UUID.randomUUID().toString().substring(0, 8);
    owner = shelf.person(name, Role.STAFF);
    collection = shelf.collection("Records of " + name, owner);
    mine = Caller.signedIn(port, name, Shelf.PASSWORD);
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
                    collection.name()),
                owner)
            .version();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> versions.require(received.id()).status() == Status.READY);
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
    var version = shelf.ready("Records <policy>", collection, owner, FIRST, SECOND);

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
    var version = shelf.ready("Stretch", collection, owner, FIRST, SECOND);
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
    var version = shelf.ready("Two versions", collection, owner, FIRST);
    var newer = versions.addVersion(version.document(), shelf.version("newer", owner));
    shelf.read(newer, SECOND);

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
    var version = shelf.ready("Read anew", collection, owner, FIRST);

    var page = mine.get("/d/%s?passage=%s.99".formatted(version.document(), version.id()));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(FIRST, "no longer there");
  }

  @Test
  void followsTheReadingUntilItIsSettled() {
    var version = shelf.received("Being read", collection, owner);
    var page = mine.get("/d/" + version.document()).body();
    assertThat(page)
        .contains("hx-get=\"/d/" + version.document() + "/state\"", "waiting to be read");

    assertThat(mine.get("/d/" + version.document() + "/state").headers().firstValue("HX-Refresh"))
        .isEmpty();
    shelf.read(version, FIRST);
    assertThat(mine.get("/d/" + version.document() + "/state").headers().firstValue("HX-Refresh"))
        .contains("true");
  }

  @Test
  void saysWhyAFileCouldNotBeReadAndWhatToDo() {
    var version = shelf.received("Locked", collection, owner);
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
    var version = shelf.received("Failed", collection, owner);
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
    var version = shelf.ready("Häßlich \"name", collection, owner, FIRST);

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
  void changesTitleLabelAndCollection() {
    var version = shelf.ready("Before", collection, owner, FIRST);
    var other = shelf.collection("Other of " + owner.name(), owner);
    var path = "/d/" + version.document();

    var answer =
        mine.submit(
            path,
            path + "/change",
            Map.of("title", "After", "label", "secret", "collection", other.id().toString()));

    assertThat(answer.statusCode()).isIn(302, 303);
    var now = documents.require(version.document(), AccessScope.of(other.id()));
    assertThat(now.title()).isEqualTo("After");
    assertThat(now.label().word()).isEqualTo("secret");
    assertThat(mine.get(path).body()).contains("Saved.", "After", other.name());
  }

  @Test
  void goesIntoTheBinAndComesBack() {
    var version = shelf.ready("To and fro", collection, owner, FIRST);
    var path = "/d/" + version.document();

    mine.submit(path, path + "/bin", Map.of());
    assertThat(documents.find(version.document(), AccessScope.of(collection.id()))).isEmpty();
    assertThat(mine.get(path).body()).contains("in the bin").doesNotContain(FIRST);
    assertThat(mine.get("/bin").body()).contains("To and fro");

    mine.submit(path, path + "/restore", Map.of());
    assertThat(mine.get(path).body()).contains(FIRST);
    assertThat(mine.get("/bin").body()).doesNotContain("To and fro");
  }

  @Test
  void purgesOnlyWhatWasTyped() {
    var version = shelf.ready("For good", collection, owner, FIRST);
    var path = "/d/" + version.document();
    assertThat(mine.submit(path, path + "/purge", Map.of("title", "For good")).statusCode())
        .as("not in the bin")
        .isEqualTo(404);
    mine.submit(path, path + "/bin", Map.of());

    assertThat(mine.submit(path, path + "/purge", Map.of("title", "For bad")).statusCode())
        .isEqualTo(409);
    assertThat(mine.submit(path, path + "/purge", Map.of("title", "for good ")).statusCode())
        .isIn(302, 303);
    assertThat(mine.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void whoMayOnlyReadIsOfferedNoChangeAndMakesNone() {
    var version = shelf.ready("Read only", collection, owner, FIRST);
    var reader =
        shelf.person("reader-" + UUID.randomUUID().toString().substring(0, 8), Role.EDITOR);
    collections.setAccess(
        collection.id(),
        List.of(
            Access.ofUser(owner.user(), Right.MANAGE), Access.ofUser(reader.user(), Right.READ)),
        owner);
    var theirs = Caller.signedIn(port, reader.name(), Shelf.PASSWORD);
    var path = "/d/" + version.document();

    assertThat(theirs.get(path).body()).contains(FIRST).doesNotContain(path + "/bin");
    assertThat(theirs.submit(path, path + "/bin", Map.of()).statusCode()).isEqualTo(403);
    mine.submit(path, path + "/bin", Map.of());
    assertThat(theirs.get(path).statusCode()).isEqualTo(404);
    assertThat(theirs.submit("/c", path + "/restore", Map.of()).statusCode()).isEqualTo(404);
    assertThat(theirs.get("/bin").body()).doesNotContain("Read only");
  }

  @Test
  void whatAnotherMayNotSeeDoesNotExistForThem() {
    Version version = shelf.ready("Foreign", collection, owner, FIRST, SECOND);
    var stranger =
        shelf.person("other-" + UUID.randomUUID().toString().substring(0, 8), Role.ADMIN);
    var theirs = Caller.signedIn(port, stranger.name(), Shelf.PASSWORD);
    var path = "/d/" + version.document();

    for (var one :
        List.of("", "?v=1", "?page=2", "?passage=" + version.id() + ".1", "/state", "/similar")) {
      var answer = theirs.get(path + one);
      assertThat(answer.statusCode()).as(one).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("Foreign", FIRST, SECOND);
    }
    for (var one : List.of("/change", "/bin", "/restore", "/purge")) {
      var fields =
          Map.of("title", "x", "label", "public", "collection", collection.id().toString());
      assertThat(theirs.submit("/c", path + one, fields).statusCode()).as(one).isEqualTo(404);
    }
    assertThat(documents.find(version.document(), AccessScope.of(collection.id()))).isPresent();
  }

  @Test
  void nobodyIsSentToSignIn() {
    var version = shelf.ready("Closed", collection, owner, FIRST);

    var answer = Caller.nobody(port).get("/d/" + version.document());

    assertThat(answer.statusCode()).isIn(302, 303);
    assertThat(answer.headers().firstValue("Location").orElse("")).contains("/sign-in");
  }
}
