package io.cloister.api.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import io.cloister.ingest.DocumentAdvanced;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.web.Shelf;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The stream of news over HTTP: who is told what, and until when. */
@Running
class EventsTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext product;
  @Autowired Collections collections;
  @Autowired People people;
  @Autowired Tokens tokens;

  private Shelf shelf;
  private Actor owner;
  private Collection collection;
  private Caller browser;

  @BeforeEach
  void aReader() {
    shelf = new Shelf(product);
    owner = shelf.person("news-" + UUID.randomUUID(), Role.STAFF);
    collection = shelf.collection("News of " + owner.name(), owner);
    browser = Caller.signedIn(port, owner.name(), Shelf.PASSWORD);
  }

  @Test
  void tellsHowAnUploadGetsOnUntilItIsReady() {
    try (var news = Listening.as(browser, "")) {
      var program = Caller.withToken(port, tokens.issue(owner.user(), "t", null, owner).secret());
      var answer =
          program.upload(
              "/api/v1/documents",
              Map.of("collection", collection.name()),
              "news.txt",
              "Applications are kept for six months.");
      String id = JsonPath.read(answer.body(), "$.documents[0].id");

      assertThat(news.hears("event:document", id, "\"ready\"")).isTrue();
      assertThat(news.heard()).contains("event:job");
    }
  }

  @Test
  void tellsNobodyOfWhatTheyMayNotRead() {
    var stranger = shelf.person("news-" + UUID.randomUUID(), Role.ADMIN);
    var own = shelf.collection("News of " + stranger.name(), stranger);
    var theirs = Caller.signedIn(port, stranger.name(), Shelf.PASSWORD);
    try (var news = Listening.as(theirs, "")) {
      var foreign = advance(collection);
      var readable = advance(own);

      assertThat(news.hears(readable)).isTrue();
      assertThat(news.heard()).doesNotContain(foreign);
    }
  }

  @Test
  void goesSilentWhenTheRightIsWithdrawn() {
    var reader = shelf.person("news-" + UUID.randomUUID(), Role.STAFF);
    var own = shelf.collection("News of " + reader.name(), reader);
    grant(Access.ofUser(reader.user(), Right.READ));
    var theirs = Caller.signedIn(port, reader.name(), Shelf.PASSWORD);
    try (var news = Listening.as(theirs, "")) {
      assertThat(news.hears(advance(collection))).isTrue();

      grant();
      var after = advance(collection);

      assertThat(news.hears(advance(own))).isTrue();
      assertThat(news.heard()).doesNotContain(after);
    }
  }

  @Test
  void endsWithTheSession() {
    try (var news = Listening.as(browser, "")) {
      var other = Caller.signedIn(port, owner.name(), Shelf.PASSWORD);
      assertThat(news.hears(advance(collection))).isTrue();

      browser.submit("/help", "/sign-out", Map.of());

      assertThat(news.ends()).isTrue();
      assertThat(other.get("/api/v1/me").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void endsWithTheToken() {
    var token = tokens.issue(owner.user(), "t", null, owner);
    try (var news = Listening.as(Caller.withToken(port, token.secret()), "")) {
      assertThat(news.hears(advance(collection))).isTrue();

      tokens.revoke(token.token().id(), owner);

      assertThat(news.ends()).isTrue();
    }
  }

  @Test
  void endsWithTheAccount() {
    try (var news = Listening.as(browser, "")) {
      assertThat(news.hears(advance(collection))).isTrue();

      people.disable(owner.user(), shelf.person("news-" + UUID.randomUUID(), Role.ADMIN));

      assertThat(news.ends()).isTrue();
    }
  }

  @Test
  void endsAfterItsSeconds() {
    try (var news = Listening.as(browser, "?seconds=1")) {
      assertThat(news.ends()).isTrue();
    }
    assertThat(browser.get("/api/v1/events?seconds=0").statusCode()).isEqualTo(422);
  }

  /** Tells of a document there, and returns its id. */
  private String advance(Collection where) {
    var document = DocumentId.random();
    product.publishEvent(new DocumentAdvanced(document, where.id(), Status.READING));
    return document.toString();
  }

  private void grant(Access... access) {
    var all = new java.util.ArrayList<>(List.of(access));
    all.add(Access.ofUser(owner.user(), Right.MANAGE));
    collections.setAccess(collection.id(), all, owner);
  }
}
