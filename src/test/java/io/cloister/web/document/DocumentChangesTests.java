package io.cloister.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.Version;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.search.PassageIndex;
import io.cloister.web.Shelf;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is done to a document on its page, and by whom it may be. */
@Running
class DocumentChangesTests {

  private static final String FIRST = "Records of employees are kept in the personnel system.";
  private static final String SECOND =
      "Applications that did not lead to employment are destroyed after six months.";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Documents documents;
  @Autowired Collections collections;
  @Autowired PassageIndex index;

  private Owner owner;
  private Caller mine;

  @BeforeEach
  void ownCollection() {
    owner = Owner.signedIn(product, port);
    mine = owner.caller();
  }

  @Test
  void changesTitleLabelAndCollection() {
    var version = owner.ready("Before", FIRST);
    var other = owner.shelf().collection("Other of " + owner.actor().name(), owner.actor());
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
    var version = owner.ready("To and fro", FIRST);
    var path = "/d/" + version.document();

    mine.submit(path, path + "/bin", Map.of());
    assertThat(documents.find(version.document(), AccessScope.of(owner.collection().id())))
        .isEmpty();
    assertThat(mine.get(path).body()).contains("in the bin").doesNotContain(FIRST);
    assertThat(mine.get("/bin").body()).contains("To and fro");

    mine.submit(path, path + "/restore", Map.of());
    assertThat(mine.get(path).body()).contains(FIRST);
    assertThat(mine.get("/bin").body()).doesNotContain("To and fro");
  }

  @Test
  void purgesOnlyWhatWasTyped() {
    var version = owner.ready("For good", FIRST);
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
    var version = owner.ready("Read only", FIRST);
    var reader =
        owner.shelf().person("reader-" + UUID.randomUUID().toString().substring(0, 8), Role.EDITOR);
    collections.setAccess(
        owner.collection().id(),
        List.of(
            Access.ofUser(owner.actor().user(), Right.MANAGE),
            Access.ofUser(reader.user(), Right.READ)),
        owner.actor());
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
  void whatIsNearlyTheSameIsNamedOnce() {
    var text =
        "Papers of applicants are kept for six months after the post was filled, then they are"
            + " destroyed by whoever keeps the register, and a note of the day is made in it. What"
            + " an applicant sent by mail is destroyed with the mail itself and with every copy.";
    var older = owner.ready("Rule of March", text);
    var newer = owner.ready("Rule of May", text + " The board agreed in May.");
    index.index(older.id());
    index.index(newer.id());

    var page = mine.get("/d/" + newer.document() + "/similar").body();

    assertThat(page).containsOnlyOnce("Rule of March");
  }

  @Test
  void whatAnotherMayNotSeeDoesNotExistForThem() {
    Version version = owner.ready("Foreign", FIRST, SECOND);
    var stranger =
        owner.shelf().person("other-" + UUID.randomUUID().toString().substring(0, 8), Role.ADMIN);
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
          Map.of("title", "x", "label", "public", "collection", owner.collection().id().toString());
      assertThat(theirs.submit("/c", path + one, fields).statusCode()).as(one).isEqualTo(404);
    }
    assertThat(documents.find(version.document(), AccessScope.of(owner.collection().id())))
        .isPresent();
  }
}
