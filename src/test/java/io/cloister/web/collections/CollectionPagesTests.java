package io.cloister.web.collections;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Status;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.DocumentOrder;
import io.cloister.library.document.Documents;
import io.cloister.web.Shelf;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@Running
class CollectionPagesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Collections collections;
  @Autowired Documents documents;
  @Autowired JdbcClient jdbc;

  private Shelf shelf;
  private Actor owner;
  private Collection collection;
  private Caller mine;
  private String path;

  @BeforeEach
  void ownCollection() {
    shelf = new Shelf(product);
    owner = shelf.person(name("keeper"), Role.STAFF);
    collection = shelf.collection("Contracts of " + owner.name(), owner);
    mine = Caller.signedIn(port, owner.name(), Shelf.PASSWORD);
    path = "/c/" + collection.id();
  }

  @Test
  void listsWhatOneMayReadWithCounts() {
    shelf.ready("One", collection, owner, "Text.");
    var foreign = shelf.collection(name("foreign"), shelf.person(name("other"), Role.STAFF));

    var page = mine.get("/c").body();

    assertThat(page).contains(collection.name(), "library").doesNotContain(foreign.name());
    assertThat(documents.counts(collections.scopeOf(owner))).containsEntry(collection.id(), 1L);
  }

  @Test
  void makesACollectionThatItsCreatorManages() {
    var name = name("made");

    var answer = mine.submit("/c", "/c", Map.of("name", name, "label", "confidential"));

    var made = collections.find(name, owner);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/c/" + made.id());
    assertThat(made.label().word()).isEqualTo("confidential");
    assertThat(collections.writable(owner))
        .extracting(Collection::id)
        .contains(made.id(), collection.id());
    assertThat(mine.submit("/c", "/c", Map.of("name", name, "label", "internal")).statusCode())
        .isEqualTo(409);
    assertThat(mine.submit("/c", "/c", Map.of("name", " ", "label", "internal")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void filtersAndOrdersItsDocuments() {
    shelf.ready("Beta contract", collection, owner, "Text.");
    shelf.ready("Alpha contract", collection, owner, "Text.");
    shelf.received("Gamma letter", collection, owner);

    assertThat(mine.get(path).body()).contains("Alpha", "Beta", "Gamma", "data-drop-collection");
    assertThat(mine.get(path + "?q=CONTRACT").body())
        .contains("Alpha", "Beta", "2 documents")
        .doesNotContain("Gamma");
    assertThat(mine.get(path + "?status=received").body())
        .contains("Gamma")
        .doesNotContain("Alpha");
    assertThat(mine.get(path + "?tag=none").body())
        .contains("Nothing passes these filters")
        .doesNotContain("Alpha");
    assertThat(mine.get(path + "?status=nonsense&sort=nonsense&page=-1").statusCode())
        .isEqualTo(200);
    var byTitle =
        documents.list(
            DocumentFilter.ALL,
            DocumentOrder.TITLE,
            collections.scopeOf(owner).narrowedTo(java.util.Set.of(collection.id())),
            0,
            10);
    assertThat(byTitle.items())
        .extracting(document -> document.title())
        .containsExactly("Alpha contract", "Beta contract", "Gamma letter");
    assertThat(byTitle.items().getLast().status()).isEqualTo(Status.RECEIVED);
  }

  @Test
  void grantsAndWithdrawsRights() {
    var other = shelf.person(name("guest"), Role.STAFF);
    var theirs = Caller.signedIn(port, other.name(), Shelf.PASSWORD);
    assertThat(theirs.get(path).statusCode()).isEqualTo(404);

    grant("user:" + other.user(), Right.READ);
    assertThat(theirs.get(path).body())
        .contains(collection.name())
        .doesNotContain("data-drop-collection=\"" + collection.id(), path + "/access");
    assertThat(theirs.submit("/c", path + "/access", fields("everyone", Right.READ)).statusCode())
        .isEqualTo(403);

    grant("user:" + other.user(), Right.WRITE);
    assertThat(theirs.get(path).body()).contains("data-drop-collection=\"" + collection.id());
    assertThat(collections.accessOf(collection.id())).hasSize(2);

    mine.submit(path, path + "/access/withdraw", Map.of("subject", "user:" + other.user()));
    assertThat(theirs.get(path).statusCode()).isEqualTo(404);
    assertThat(audited("collection.granted")).contains("read", "write");
    assertThat(audited("collection.revoked")).contains("read", "write");
  }

  @Test
  void whoGrantsARightDoesNotGiveBackOneThatIsWithdrawnAtThatMoment() throws Exception {
    var leaver = shelf.person(name("leaver"), Role.STAFF);
    var comer = Access.ofUser(shelf.person(name("comer"), Role.STAFF).user(), Right.READ);
    grant("user:" + leaver.user(), Right.READ);
    try (var threads = Executors.newSingleThreadExecutor()) {
      var withdrawing = new CompletableFuture<Integer>();
      collections.changeAccess(
          collection.id(),
          there -> {
            withdrawing.completeAsync(
                () -> {
                  var leaving = Map.of("subject", "user:" + leaver.user());
                  return mine.submit(path, path + "/access/withdraw", leaving).statusCode();
                },
                threads);
            // as long as it takes if nothing held it up
            try {
              withdrawing.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException _) {
              // it waits
            } catch (InterruptedException | ExecutionException e) {
              throw new IllegalStateException(e);
            }
            return Stream.concat(there.stream(), Stream.of(comer)).toList();
          },
          owner);

      assertThat(withdrawing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isIn(302, 303);
    }
    assertThat(collections.accessOf(collection.id()))
        .containsExactlyInAnyOrder(Access.ofUser(owner.user(), Right.MANAGE), comer);
  }

  @Test
  void grantsToGroupsAndToEveryoneButToNobodyUnknown() {
    var group = UUID.randomUUID();
    jdbc.sql("insert into account_group (id, name, created_at) values (?, ?, current_timestamp)")
        .params(group, "Group " + group)
        .update();

    grant("group:" + group, Right.READ);
    grant("everyone", Right.READ);

    assertThat(mine.get(path).body()).contains("Group " + group, "Everyone signed in");
    for (var unknown : List.of("user:" + UUID.randomUUID(), "user:x", "nobody", "")) {
      assertThat(mine.submit(path, path + "/access", fields(unknown, Right.READ)).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void anAdministratorReadsOnlyAfterAGrantThatIsKept() {
    shelf.ready("Secret plan", collection, owner, "Text.");
    var admin = shelf.person(name("chief"), Role.ADMIN);
    var theirs = Caller.signedIn(port, admin.name(), Shelf.PASSWORD);
    assertThat(theirs.get(path).body())
        .contains("administer this collection, not read it")
        .doesNotContain("Secret plan");

    theirs.submit(path, path + "/access/self", Map.of());

    assertThat(theirs.get(path).body()).contains("Secret plan");
    assertThat(audited("collection.granted")).contains("manage");
    assertThat(mine.submit(path, path + "/access/self", Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void isRenamedAndDeletedOnceEmpty() {
    var version = shelf.ready("In the way", collection, owner, "Text.");
    var name = name("renamed");
    mine.submit(path, path + "/change", Map.of("name", name, "label", "public"));
    assertThat(mine.get(path).body()).contains(name, "Saved.");

    assertThat(mine.submit(path, path + "/delete", Map.of()).statusCode()).isEqualTo(409);
    documents.purge(version.document());
    assertThat(mine.submit(path, path + "/delete", Map.of()).statusCode()).isIn(302, 303);
    assertThat(mine.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void theLibraryKeepsItsName() {
    var admin = shelf.person(name("head"), Role.ADMIN);
    var theirs = Caller.signedIn(port, admin.name(), Shelf.PASSWORD);
    var library = "/c/" + collections.find(Collections.LIBRARY, admin).id();
    var page = theirs.get(library).body();
    assertThat(page).contains("readonly").doesNotContain(library + "/delete");

    var names = Map.of("name", name("mine"), "label", "internal");
    assertThat(theirs.submit(library, library + "/change", names).statusCode()).isEqualTo(409);
    assertThat(theirs.submit(library, library + "/delete", Map.of()).statusCode()).isEqualTo(409);
  }

  @Test
  void aForeignCollectionDoesNotExist() {
    var stranger = shelf.person(name("stranger"), Role.EDITOR);
    var theirs = Caller.signedIn(port, stranger.name(), Shelf.PASSWORD);

    assertThat(theirs.get(path).statusCode()).isEqualTo(404);
    assertThat(theirs.get("/c/" + collection.name().replace(" ", "%20")).statusCode())
        .isEqualTo(404);
    for (var action : List.of("/change", "/delete", "/access", "/access/withdraw")) {
      var answer =
          theirs.submit(
              "/c",
              path + action,
              Map.of("name", "x", "label", "public", "subject", "everyone", "right", "READ"));
      assertThat(answer.statusCode()).as(action).isEqualTo(404);
    }
    assertThat(collections.accessOf(collection.id()))
        .containsExactly(Access.ofUser(owner.user(), Right.MANAGE));
  }

  private void grant(String subject, Right right) {
    var answer = mine.submit(path, path + "/access", fields(subject, right));
    assertThat(answer.statusCode()).isIn(302, 303);
  }

  private static Map<String, String> fields(String subject, Right right) {
    return Map.of("subject", subject, "right", right.name());
  }

  private List<String> audited(String action) {
    return jdbc.sql("select details from audit_entry where action = ? and subject = ?")
        .params(action, "collection/" + collection.id())
        .query((row, _) -> row.getString(1).replaceAll(".*\"right\":\"(\\w+)\".*", "$1"))
        .list();
  }

  private static String name(String kind) {
    return kind + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
