package io.cloister.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.web.Shelf;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A colleague who may read a collection, and tries to do more with it. */
@Running
class InsiderTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Collections collections;
  @Autowired Tokens tokens;
  @Autowired JdbcClient jdbc;

  private Shelf shelf;
  private Collection theirs;
  private Actor insider;
  private Caller program;

  @BeforeEach
  void aReader() {
    shelf = new Shelf(product);
    var owner = shelf.person("owner-" + UUID.randomUUID(), Role.STAFF);
    theirs = shelf.collection("Theirs " + UUID.randomUUID(), owner);
    insider = shelf.person("insider-" + UUID.randomUUID(), Role.STAFF);
    collections.setAccess(
        theirs.id(),
        List.of(
            Access.ofUser(owner.user(), Right.MANAGE), Access.ofUser(insider.user(), Right.READ)),
        owner);
    program = Caller.withToken(port, tokens.issue(insider.user(), "x", null, insider).secret());
  }

  @Test
  void noCollectionIsNamedLikeAnId() {
    var asId = "{\"name\":\" %s \"}".formatted(theirs.id().toString().toUpperCase());
    var own = shelf.collection("Own " + UUID.randomUUID(), insider);

    assertThat(program.post("/api/v1/collections", asId).statusCode()).isEqualTo(422);
    assertThat(program.send("PATCH", "/api/v1/collections/" + own.id(), asId).statusCode())
        .isEqualTo(422);
    assertThat(program.send("PATCH", "/api/v1/collections/" + own.id(), "{\"name\":\" \"}"))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(422));
  }

  @Test
  void aNameIsNeverTakenForAnId() {
    var document = shelf.ready("A letter", theirs, insider, "Words.").document();
    var own = shelf.collection("Own " + UUID.randomUUID(), insider);
    jdbc.sql("update collection set name = ? where id = ?")
        .params(theirs.id().toString(), own.id().value())
        .update();

    var there = "/api/v1/documents/" + document;
    assertThat(program.send("PATCH", there, "{\"title\":\"Mine\"}").statusCode()).isEqualTo(403);
    assertThat(program.delete(there + "?purge=true").statusCode()).isEqualTo(403);
    assertThat(
            program
                .send("PATCH", "/api/v1/collections/" + theirs.id(), "{\"access\":[]}")
                .statusCode())
        .isEqualTo(403);
    assertThat(collections.require(theirs.id().toString(), insider, Right.READ).id())
        .isEqualTo(theirs.id());
  }
}
