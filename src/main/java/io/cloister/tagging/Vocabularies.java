package io.cloister.tagging;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.library.tag.Tags;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/** The vocabularies. Editors make and delete them; everyone reads them. */
@Service
public class Vocabularies {

  private final JdbcClient jdbc;
  private final TermRows rows;
  private final Tags tags;
  private final Collections collections;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Vocabularies(
      JdbcClient jdbc,
      TermRows rows,
      Tags tags,
      Collections collections,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.tags = tags;
    this.collections = collections;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** All of them by name, with the number of terms that the actor may see. */
  public List<Vocabulary> list(Actor actor) {
    var counts = rows.counts(collections.scopeOf(actor));
    return jdbc.sql("select id, name, kind from vocabulary order by name")
        .query((row, _) -> {
          var id = new VocabularyId(row.getObject(1, UUID.class));
          return new Vocabulary(
              id,
              row.getString(2),
              Vocabulary.Kind.of(row.getString(3)),
              counts.getOrDefault(id, 0L));
        })
        .list();
  }

  /**
   * @throws NotFound if there is none such
   */
  void require(VocabularyId id) {
    var there =
        jdbc.sql("select 1 from vocabulary where id = ?")
            .param(id.value())
            .query(Integer.class)
            .optional();
    if (there.isEmpty()) {
      throw new NotFound("Vocabulary", id);
    }
  }

  /** All of them, for the taggers; their terms are not counted. */
  List<Vocabulary> all() {
    return jdbc.sql("select id, name, kind from vocabulary order by name")
        .query((row, _) ->
            new Vocabulary(
                new VocabularyId(row.getObject(1, UUID.class)),
                row.getString(2),
                Vocabulary.Kind.of(row.getString(3)),
                0))
        .list();
  }

  /**
   * Finds by id or by name.
   *
   * @throws NotFound if there is none such
   */
  public Vocabulary find(String idOrName, Actor actor) {
    return list(actor).stream()
        .filter(v -> v.name().equals(idOrName) || v.id().toString().equals(idOrName))
        .findFirst()
        .orElseThrow(() -> new NotFound("Vocabulary", idOrName));
  }

  /**
   * Makes a vocabulary with its first terms; of several with the same name the first one counts.
   *
   * @throws Conflict if the name is taken
   */
  @Transactional
  public Vocabulary create(String name, Vocabulary.Kind kind, List<NewTerm> terms, Actor actor) {
    actor.require(Role.EDITOR, "make a vocabulary");
    Assert.hasLength(Names.tidy(name), "a vocabulary needs a name");
    var id = VocabularyId.random();
    try {
      jdbc.sql(
              "insert into vocabulary (id, name, kind, created_at, created_by)"
                  + " values (?, ?, ?, ?, ?)")
          .params(
              id.value(),
              Names.tidy(name),
              kind.word(),
              OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)),
              actor.name())
          .update();
    } catch (DuplicateKeyException _) {
      throw new Conflict(
          "vocabulary-exists",
          "There is already a vocabulary named '%s'".formatted(Names.tidy(name)),
          "Choose another name, or add the terms to that one.");
    }
    rows.add(id, terms, true);
    events.publishEvent(new VocabularyChanged());
    audit.record(
        actor, AuditEvent.of("vocabulary.created", "vocabulary", id).with("terms", terms.size()));
    return find(id.toString(), actor);
  }

  /**
   * Deletes a vocabulary with its terms, and takes them from all documents.
   *
   * @throws Conflict if it is the one that must always be there
   */
  @Transactional
  public void delete(VocabularyId id, Actor actor) {
    actor.require(Role.EDITOR, "delete a vocabulary");
    require(id);
    if (id.equals(Vocabulary.TOPICS)) {
      throw new Conflict(
          "vocabulary-needed",
          "This vocabulary takes what people type freely",
          "Delete its terms instead.");
    }
    var documents = tags.removeAll(rows.idsOf(id));
    if (!documents.isEmpty()) {
      events.publishEvent(new TagsChanged(documents));
    }
    jdbc.sql("delete from vocabulary where id = ?").param(id.value()).update();
    events.publishEvent(new VocabularyChanged());
    audit.record(actor, AuditEvent.of("vocabulary.deleted", "vocabulary", id));
  }
}
