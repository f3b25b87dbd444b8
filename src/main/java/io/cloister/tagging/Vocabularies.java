package io.cloister.tagging;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Collections;
import io.cloister.library.Conflict;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.Tag;
import io.cloister.library.Tags;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The vocabularies and their terms. Editors change them; everyone reads them, but a term that came
 * from a document is shown only to those who may read a document with it.
 */
@Service
public class Vocabularies {

  private static final String MADE_BY = "cloister";

  private final JdbcClient jdbc;
  private final TermRows rows;
  private final Tags tags;
  private final Collections collections;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final AtomicLong revision = new AtomicLong();

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
    revision.incrementAndGet();
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
    find(id.toString(), actor);
    if (id.equals(Vocabulary.TOPICS)) {
      throw new Conflict(
          "vocabulary-needed",
          "This vocabulary takes what people type freely",
          "Delete its terms instead.");
    }
    rows.all(id).forEach(term -> untag(term.id()));
    jdbc.sql("delete from vocabulary where id = ?").param(id.value()).update();
    revision.incrementAndGet();
    audit.record(actor, AuditEvent.of("vocabulary.deleted", "vocabulary", id));
  }

  /** Those terms of the vocabulary that begin like {@code query}, by name; all if it is blank. */
  public Page<Term> terms(VocabularyId id, String query, Actor actor, int page, int size) {
    find(id.toString(), actor);
    var scope = collections.scopeOf(actor);
    var folded = query.isBlank() ? "" : Names.fold(query);
    return new Page<>(
        rows.list(id, folded, scope, page, size), page, size, rows.count(id, folded, scope));
  }

  /** Terms of any vocabulary that begin like {@code prefix}. */
  public List<Term> complete(String prefix, Actor actor, int most) {
    return prefix.isBlank()
        ? List.of()
        : rows.list(null, Names.fold(prefix), collections.scopeOf(actor), 0, most);
  }

  /**
   * @throws NotFound if there is no such term for this actor
   */
  public Term term(TermId id, Actor actor) {
    return rows.find(id, collections.scopeOf(actor)).orElseThrow(() -> new NotFound("Term", id));
  }

  /**
   * Adds terms; those whose name is there already stay as they are.
   *
   * @return the terms of these names
   */
  @Transactional
  public List<Term> add(VocabularyId id, List<NewTerm> terms, Actor actor) {
    actor.require(Role.EDITOR, "add terms to a vocabulary");
    find(id.toString(), actor);
    rows.add(id, terms, true);
    // one that tagging had made is now an editor's
    var ids = new LinkedHashSet<TermId>();
    for (var term : terms) {
      rows.named(Names.fold(term.name()), id).ifPresent(row -> ids.add(row.id()));
    }
    jdbc.sql("update term set curated = true where id = any (?)")
        .param(ids.stream().map(TermId::value).toArray(UUID[]::new))
        .update();
    revision.incrementAndGet();
    audit.record(
        actor, AuditEvent.of("vocabulary.changed", "vocabulary", id).with("terms", terms.size()));
    return ids.stream().map(term -> term(term, actor)).toList();
  }

  /**
   * Changes a term, wherever it is assigned.
   *
   * @throws Conflict if the new name is taken
   */
  @Transactional
  public Term change(TermId id, TermChange change, Actor actor) {
    actor.require(Role.EDITOR, "change a term");
    var term = term(id, actor);
    if (change.name() != null) {
      rename(term, Names.tidy(change.name()));
    }
    if (change.broader() != null) {
      jdbc.sql("update term set broader_id = :broader where id = :id")
          .param("broader", broader(term, change.broader()))
          .param("id", id.value())
          .update();
    }
    if (change.definition() != null) {
      jdbc.sql("update term set definition = :definition where id = :id")
          .param("definition", change.definition().isBlank() ? null : change.definition().strip())
          .param("id", id.value())
          .update();
    }
    if (change.synonyms() != null) {
      rows.synonyms(id, change.synonyms());
    }
    revision.incrementAndGet();
    audit.record(actor, AuditEvent.of("term.changed", "term", id));
    return term(id, actor);
  }

  /** Deletes a term and takes it from all documents. */
  @Transactional
  public void delete(TermId id, Actor actor) {
    actor.require(Role.EDITOR, "delete a term");
    term(id, actor);
    untag(id);
    jdbc.sql("delete from term where id = ?").param(id.value()).update();
    revision.incrementAndGet();
    audit.record(actor, AuditEvent.of("term.deleted", "term", id));
  }

  /**
   * Makes one term of two: the documents of {@code from} get {@code into}, which takes over its
   * names as synonyms and the terms below it.
   *
   * @throws Conflict if it is the same term
   */
  @Transactional
  public Term merge(TermId from, TermId into, Actor actor) {
    actor.require(Role.EDITOR, "merge terms");
    var gone = term(from, actor);
    var kept = term(into, actor);
    if (from.equals(into)) {
      throw new Conflict("same-term", "A term cannot be merged into itself", "Choose another one.");
    }
    var documents = tags.documentsWith(from.value());
    for (var document : documents) {
      tags.of(document).stream()
          .filter(tag -> tag.term().equals(from.value()))
          .findFirst()
          .ifPresent(tag -> move(document, tag, kept, actor));
    }
    var synonyms = new LinkedHashSet<>(kept.synonyms());
    synonyms.add(gone.name());
    synonyms.addAll(gone.synonyms());
    synonyms.removeIf(name -> Names.fold(name).equals(Names.fold(kept.name())));
    rows.synonyms(into, List.copyOf(synonyms));
    jdbc.sql("update term set broader_id = null where id = ? and broader_id = ?")
        .params(into.value(), from.value())
        .update();
    jdbc.sql("update term set broader_id = ? where broader_id = ?")
        .params(into.value(), from.value())
        .update();
    // open suggestions of it are made anew; what was decided of it stays decided by its phrase
    jdbc.sql("delete from tag_suggestion where term_id = ? and state = 'proposed'")
        .param(from.value())
        .update();
    jdbc.sql("update tag_suggestion set term_id = ? where term_id = ?")
        .params(into.value(), from.value())
        .update();
    jdbc.sql("delete from term where id = ?").param(from.value()).update();
    revision.incrementAndGet();
    changed(documents);
    audit.record(actor, AuditEvent.of("term.merged", "term", from).with("into", into));
    return term(into, actor);
  }

  /** The term of that name or id in any vocabulary. */
  Optional<TermRows.Row> resolve(String nameOrId) {
    return id(nameOrId).flatMap(rows::find).or(() -> rows.named(Names.fold(nameOrId), null));
  }

  /** The term of that name or id in any vocabulary, else a new one of the open vocabulary. */
  TermRows.Row resolveOrAdd(String nameOrId) {
    return resolve(nameOrId).orElseGet(() -> addOpen(Vocabulary.TOPICS, nameOrId));
  }

  /** The term of that name in the vocabulary, which is open and gets it if it is missing. */
  TermRows.Row addOpen(VocabularyId vocabulary, String name) {
    rows.add(vocabulary, List.of(NewTerm.of(name)), false);
    return rows.named(Names.fold(name), vocabulary)
        .orElseThrow(() -> new NotFound("Term", Names.tidy(name)));
  }

  /** Grows with every change of a vocabulary, so that what was made of one can be kept. */
  long revision() {
    return revision.get();
  }

  private static Optional<TermId> id(String text) {
    try {
      return Optional.of(new TermId(UUID.fromString(text.strip())));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void rename(Term term, String name) {
    try {
      jdbc.sql("update term set name = ?, folded = ? where id = ?")
          .params(name, Names.fold(name), term.id().value())
          .update();
    } catch (DuplicateKeyException _) {
      throw new Conflict(
          "term-exists",
          "The vocabulary already has a term '%s'".formatted(name),
          "Merge this term into that one instead.");
    }
    tags.rename(term.id().value(), name);
    changed(tags.documentsWith(term.id().value()));
  }

  private @Nullable UUID broader(Term term, String name) {
    if (name.isBlank()) {
      return null;
    }
    var broader =
        rows.named(Names.fold(name), term.vocabulary())
            .orElseThrow(() -> new NotFound("Term", name));
    // a circle of broader terms would have no top
    var above = new HashSet<String>();
    for (var step = Optional.of(broader); step.isPresent(); ) {
      if (step.get().id().equals(term.id())) {
        throw new Conflict(
            "broader-circle",
            "'%s' stands below '%s' already".formatted(broader.name(), term.name()),
            "Choose a term that does not stand below this one.");
      }
      var next = step.get().broader();
      step =
          next == null || !above.add(next)
              ? Optional.empty()
              : rows.named(Names.fold(next), term.vocabulary());
    }
    return broader.id().value();
  }

  private void move(DocumentId document, Tag tag, Term to, Actor actor) {
    tags.assign(
        document,
        new Tag(to.id().value(), to.name(), to.vocabularyName(), tag.source(), tag.confidence()),
        tag.source() == Tag.Source.PERSON ? actor.name() : MADE_BY);
    tags.remove(document, tag.term());
  }

  private void untag(TermId id) {
    var documents = tags.documentsWith(id.value());
    documents.forEach(document -> tags.remove(document, id.value()));
    changed(documents);
  }

  private void changed(List<DocumentId> documents) {
    if (!documents.isEmpty()) {
      events.publishEvent(new TagsChanged(new HashSet<>(documents)));
    }
  }
}
