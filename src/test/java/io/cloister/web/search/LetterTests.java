package io.cloister.web.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.SmallMailServer;
import io.cloister.SmallMailServer.Letter;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.web.Shelf;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People are told by mail of what their saved searches found, in one letter for many documents. */
@Running
class LetterTests {

  private static final Pattern CODE = Pattern.compile("\\b(\\d{8})\\b");

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired io.cloister.search.Shelf texts;
  @Autowired Collections collections;

  private final SmallMailServer mail = SmallMailServer.start();
  private final String word = "w" + UUID.randomUUID().toString().replaceAll("[^a-z]", "") + "x";
  private final String address = "owner-" + UUID.randomUUID() + "@house.test";
  private Caller admin;
  private Caller mine;
  private Actor owner;
  private Collection open;

  @BeforeEach
  void anOwnerAndAMailServer() {
    var people = new Shelf(product);
    owner = people.person("letters-" + UUID.randomUUID(), Role.STAFF);
    open = people.collection("Post of " + owner.name(), owner);
    mine = Caller.signedIn(port, owner.name(), Shelf.PASSWORD);
    admin = Caller.admin(port);
    var set =
        admin.send(
            "PUT",
            "/api/v1/models/alerts",
            """
            {"mail":{"host":"127.0.0.1","port":%d,"tls":"none","from":"cloister@house.test",
             "to":["ops@house.test"]}}
            """
                .formatted(mail.port()));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    var kept = Map.of("name", "About " + word, "q", word, "alert", "at-once");
    mine.submit("/search?q=" + word, "/searches", kept);
  }

  @AfterEach
  void close() {
    mine.submit("/searches", "/searches/letters/delete", Map.of());
    admin.send("PUT", "/api/v1/models/alerts", "{}");
    mail.close();
  }

  @Test
  void tellsOfManyInOneLetterInTheOwnersLanguageAndOfNothingForeign() {
    mine.submit("/searches", "/searches/letters", Map.of("address", address, "language", "de"));
    var proof = mine().getFirst();
    assertThat(proof.text()).contains("Ihr Code ist", owner.name());
    assertThat(mine.get("/searches").body()).contains("A code was sent to " + address);
    mine.submit("/searches", "/searches/letters/proof", Map.of("code", "wrong"));
    texts.add(open.id(), "Before the proof", "The %s came early.".formatted(word));
    mine.submit("/searches", "/searches/letters/proof", Map.of("code", code(proof)));
    assertThat(mine.get("/searches").body()).contains("Letters go to " + address);
    switchOn();

    var closed = collections.create("Closed " + word, Label.INTERNAL, texts.librarian());
    texts.add(closed.id(), "Foreign", "Nobody tells of this %s.".formatted(word));
    texts.add(open.id(), "First of two", "A %s was measured.".formatted(word));
    texts.add(open.id(), "Second of two", "Another %s was measured.".formatted(word));

    await().until(() -> told().contains("Second of two"));
    assertThat(told())
        .contains("About " + word, "First of two")
        .doesNotContain("Foreign", "Before the proof");
    assertThat(mine().getLast().text()).contains("Diese Dokumente sind gekommen");
    assertThat(mine().stream().map(Letter::to)).allMatch(to -> to.equals(List.of(address)));
  }

  @Test
  void stopsAndSaysWhyWhereALetterIsRefused() {
    mine.submit("/searches", "/searches/letters", Map.of("address", address, "language", "en"));
    mine.submit("/searches", "/searches/letters/proof", Map.of("code", code(mine().getFirst())));
    switchOn();
    mail.refuse(550);
    texts.add(open.id(), "Refused", "A %s was refused.".formatted(word));

    await()
        .untilAsserted(
            () -> assertThat(mine.get("/searches").body()).contains("did not arrive", address));
    assertThat(mine.get("/api/v1/saved-searches/letters").body())
        .contains("\"problem\":\"the mail");
  }

  @Test
  void waitsWhereItIsNotTheAddressThatIsRefused() {
    mine.submit("/searches", "/searches/letters", Map.of("address", address, "language", "en"));
    mine.submit("/searches", "/searches/letters/proof", Map.of("code", code(mine().getFirst())));
    switchOn();
    mail.refuseSenders(550);
    texts.add(open.id(), "Late", "A %s came late.".formatted(word));
    await().until(() -> mail.refused() > 0);
    mail.refuseSenders(0);

    await().until(() -> told().contains("Late"));
  }

  @Test
  void sendsNoFloodOfCodesToAnyAddress() {
    var wanted = Map.of("address", address, "language", "en");
    mine.submit("/searches", "/searches/letters", wanted);
    mine.submit("/searches", "/searches/letters/delete", Map.of());
    mine.submit("/searches", "/searches/letters", wanted);
    assertThat(mine.get("/api/v1/saved-searches/letters").body()).contains("\"box\":null");
    assertThat(mine()).hasSize(1);
  }

  private void switchOn() {
    var listed = mine.get("/api/v1/saved-searches").body();
    var id = JsonPath.<List<String>>read(listed, "$[*].id").getFirst();
    var set = Map.of("alert", "at-once", "mails", "true");
    mine.submit("/searches", "/searches/%s/alert".formatted(id), set);
    assertThat(mine.get("/searches").body()).contains("by mail as well", "checked=\"checked\"");
  }

  private List<Letter> mine() {
    await().until(() -> !letters().isEmpty());
    return letters();
  }

  private List<Letter> letters() {
    return mail.letters().stream().filter(letter -> letter.to().contains(address)).toList();
  }

  private String told() {
    return String.join("\n", letters().stream().map(Letter::text).toList());
  }

  private static String code(Letter letter) {
    var code = CODE.matcher(letter.text());
    assertThat(code.find()).isTrue();
    return code.group(1);
  }
}
