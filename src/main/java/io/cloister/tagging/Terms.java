package io.cloister.tagging;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.collection.Collections;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/**
 * The terms of vocabularies. Editors change them; everyone reads them, but a term that came from a
 * document is shown only to those who may read a document with it.
 */
@Service
public class Terms {

  private static final String MADE_BY = "cloister";

  private final JdbcClient jdbc;
  private final TermRows rows;
  private final Vocabularies vocabularies;
  private final Tags tags;
  private final Collections collections;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  Terms(
      JdbcClient jdbc,
      TermRows rows,
      Vocabularies vocabularies,
      Tags tags,
      Collections collections,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.vocabularies = vocabularies;
    this.tags = tags;
    this.collections = collections;
    this.audit = audit;
    this.events = events;
  }

  /** Those terms of the vocabulary that begin like {@code query}, by name; all if it is blank. */
  public Page<Term> list(VocabularyId id, String query, Actor actor, int page, int size) {
    vocabularies.require(id);
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
  public Term require(TermId id, Actor actor) {
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
    vocabularies.require(id);
    rows.add(id, terms, true);
    // one that tagging had made is now an editor's
    var ids = new LinkedHashSet<TermId>();
    for (var term : terms) {
      rows.named(Names.fold(term.name()), id).ifPresent(row -> ids.add(row.id()));
    }
    jdbc.sql("update term set curated = true where id = any (?)")
        .param(ids.stream().map(TermId::value).toArray(UUID[]::new))
        .update();
    events.publishEvent(new VocabularyChanged());
    audit.record(
        actor, AuditEvent.of("vocabulary.changed", "vocabulary", id).with("terms", terms.size()));
    return ids.stream().map(term -> require(term, actor)).toList();
  }

  /**
   * Changes a term, wherever it is assigned.
   *
   * @throws Conflict if the new name is taken
   */
  @Transactional
  public Term change(TermId id, TermChange change, Actor actor) {
    actor.require(Role.EDITOR, "change a term");
    rows.hold(List.of(id));
    var term = require(id, actor);
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
    events.publishEvent(new VocabularyChanged());
    audit.record(actor, AuditEvent.of("term.changed", "term", id));
    return require(id, actor);
  }

  /** Deletes a term and takes it from all documents. */
  @Transactional
  public void delete(TermId id, Actor actor) {
    actor.require(Role.EDITOR, "delete a term");
    require(id, actor);
    tagsChanged(tags.removeAll(List.of(id.value())));
    jdbc.sql("delete from term where id = ?").param(id.value()).update();
    events.publishEvent(new VocabularyChanged());
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
    rows.hold(List.of(from, into));
    var gone = require(from, actor);
    var kept = require(into, actor);
    if (from.equals(into)) {
      throw new Conflict("same-term", "A term cannot be merged into itself", "Choose another one.");
    }
    var documents = tags.documentsWith(List.of(from.value()));
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
    if (rows.find(into).filter(term -> stands(term, from)).isPresent()) {
      jdbc.sql(
              "update term set broader_id = (select broader_id from term where id = ?) where id = ?")
          .params(from.value(), into.value())
          .update();
    }
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
    events.publishEvent(new VocabularyChanged());
    tagsChanged(documents);
    audit.record(actor, AuditEvent.of("term.merged", "term", from).with("into", into));
    return require(into, actor);
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

  private static Optional<TermId> id(String text) {
    try {
      return Optional.of(new TermId(UUID.fromString(text.strip())));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void rename(Term term, String name) {
    Assert.hasLength(name, "a term needs a name");
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
    tagsChanged(tags.documentsWith(List.of(term.id().value())));
  }

  private @Nullable UUID broader(Term term, String name) {
    if (name.isBlank()) {
      return null;
    }
    var broader =
        rows.named(Names.fold(name), term.vocabulary())
            .orElseThrow(() -> new NotFound("Term", name));
    if (stands(broader, term.id())) {
      throw new Conflict(
          "broader-circle",
          "'%s' stands below '%s' already".formatted(broader.name(), term.name()),
          "Choose a term that does not stand below this one.");
    }
    return broader.id().value();
  }

  /** Whether a term is {@code top} or stands below it: a circle of terms would have no top. */
  private boolean stands(TermRows.Row term, TermId top) {
    var passed = new HashSet<TermId>();
    var step = Optional.of(term);
    while (step.isPresent() && passed.add(step.get().id())) {
      if (step.get().id().equals(top)) {
        return true;
      }
      step =
          Optional.ofNullable(step.get().broader())
              .flatMap(name -> rows.named(Names.fold(name), term.vocabulary()));
    }
    return false;
  }

  private void move(DocumentId document, Tag tag, Term to, Actor actor) {
    tags.assign(
        document,
        new Tag(to.id().value(), to.name(), to.vocabularyName(), tag.source(), tag.confidence()),
        tag.source() == Tag.Source.PERSON ? actor.name() : MADE_BY);
    tags.remove(document, tag.term());
  }

  private void tagsChanged(Set<DocumentId> documents) {
    if (!documents.isEmpty()) {
      events.publishEvent(new TagsChanged(documents));
    }
  }
}
