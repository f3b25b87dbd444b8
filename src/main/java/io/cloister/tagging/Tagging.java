package io.cloister.tagging;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.VisibleText;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.Status;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Proposes tags for documents and keeps what people decide. Whoever may read a document sees its
 * suggestions; whoever may write it decides. What a person set or rejected, no machine changes.
 */
@Service
public class Tagging {

  private final Documents documents;
  private final Versions versions;
  private final Collections collections;
  private final Tags tags;
  private final Vocabularies vocabularies;
  private final Terms terms;
  private final Suggestions suggestions;
  private final Passes passes;
  private final Taggers taggers;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  Tagging(
      Documents documents,
      Versions versions,
      Collections collections,
      Tags tags,
      Vocabularies vocabularies,
      Terms terms,
      Suggestions suggestions,
      Passes passes,
      Taggers taggers,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.documents = documents;
    this.versions = versions;
    this.collections = collections;
    this.tags = tags;
    this.vocabularies = vocabularies;
    this.terms = terms;
    this.suggestions = suggestions;
    this.passes = passes;
    this.taggers = taggers;
    this.audit = audit;
    this.events = events;
  }

  /** The suggestions of a document, surest first; made now if they are missing. */
  public List<Suggestion> of(DocumentId id, Actor actor) {
    var document = documents.require(id, collections.scopeOf(actor));
    if (document.status() == Status.READY
        && !passes.versionOf(id).equals(Optional.of(document.current().id()))) {
      taggers.pass(document);
    }
    return shown(id);
  }

  /** Why the document's suggestions come from its words though a model was to make them. */
  public Optional<Fallback> fallbackOf(DocumentId id) {
    return passes.noteOf(id).flatMap(Fallback::of);
  }

  /**
   * Reads the document anew and proposes tags for it.
   *
   * @param vocabulary id or name of the only one to be looked through; null for all
   * @param limit how many at most
   * @return what is proposed now, surest first
   */
  public List<Suggestion> suggest(
      DocumentId id, @Nullable String vocabulary, int limit, Actor actor) {
    var document = writable(id, actor);
    var wanted =
        vocabulary == null
            ? vocabularies.list(actor)
            : List.of(vocabularies.find(vocabulary, actor));
    if (document.status() == Status.READY) {
      taggers.propose(document, wanted, limit, actor, vocabulary == null);
    }
    var ids = wanted.stream().map(Vocabulary::id).toList();
    return suggestions.of(id).stream()
        .filter(s -> s.state() == Suggestion.State.PROPOSED && ids.contains(s.vocabulary()))
        .limit(limit)
        .toList();
  }

  /** Those in a state for what the actor may read, within one collection or all. */
  public Page<Suggestion> list(
      Suggestion.State state, @Nullable String collection, Actor actor, int page, int size) {
    var scope = collections.scopeOf(actor);
    return suggestions.list(state, narrowed(scope, collection, actor), page, size);
  }

  /** Those that wait for somebody with the right to decide, as this actor has. */
  public Page<Suggestion> toReview(@Nullable String collection, Actor actor, int page, int size) {
    var scope = narrowed(collections.scopeOf(actor, Right.WRITE), collection, actor);
    return suggestions.list(Suggestion.State.PROPOSED, scope, page, size);
  }

  /** Makes the suggestion a tag of its document. */
  @Transactional
  public Suggestion accept(SuggestionId id, Actor actor) {
    var suggestion = decidable(id, actor);
    if (suggestion.state() == Suggestion.State.ACCEPTED) {
      return suggestion;
    }
    var term =
        Optional.ofNullable(suggestion.term())
            .flatMap(known -> terms.resolve(known.toString()))
            .orElseGet(() -> terms.addOpen(suggestion.vocabulary(), suggestion.name()));
    tags.assign(suggestion.document(), byPerson(term), actor.name());
    suggestions.decide(id, Suggestion.State.ACCEPTED, term.id(), actor);
    changed(suggestion.document(), actor, "document.tagged", term.id());
    return suggestions.require(id);
  }

  /** Keeps the suggestion from being made again; takes the tag away if it had been accepted. */
  @Transactional
  public Suggestion reject(SuggestionId id, Actor actor) {
    var suggestion = decidable(id, actor);
    if (suggestion.state() == Suggestion.State.REJECTED) {
      return suggestion;
    }
    suggestions.decide(id, Suggestion.State.REJECTED, null, actor);
    if (suggestion.state() == Suggestion.State.ACCEPTED && suggestion.term() != null) {
      tags.remove(suggestion.document(), suggestion.term().value());
      changed(suggestion.document(), actor, "document.untagged", suggestion.term());
    }
    return suggestions.require(id);
  }

  /**
   * Makes these the tags of the document, and no others.
   *
   * @param namesOrIds names of terms, in any vocabulary, or their ids; a name that no vocabulary
   *     knows becomes a term of the open one
   */
  @Transactional
  public List<Tag> setByPerson(DocumentId id, List<String> namesOrIds, Actor actor) {
    writable(id, actor);
    return setGiven(id, namesOrIds, actor);
  }

  /** The same, of a document whose right to be written was checked when it was received. */
  @Transactional
  public List<Tag> setGiven(DocumentId id, List<String> namesOrIds, Actor actor) {
    versions.held(List.of(id));
    var wanted = resolved(namesOrIds);
    for (var tag : tags.of(id)) {
      if (!wanted.containsKey(tag.term())) {
        untag(id, tag.term(), actor);
      }
    }
    wanted.values().forEach(term -> tag(id, term, actor));
    changed(id, actor, "document.tagged", wanted.size());
    return tags.of(id);
  }

  /** Gives the document one more tag, as {@link #setByPerson} would. */
  @Transactional
  public void add(DocumentId id, String nameOrId, Actor actor) {
    writable(id, actor);
    versions.held(List.of(id));
    var term = terms.resolveOrAdd(nameOrId);
    tag(id, term, actor);
    changed(id, actor, "document.tagged", term.id());
  }

  /** Takes a tag from the document; it is not proposed again. */
  @Transactional
  public void remove(DocumentId id, TermId term, Actor actor) {
    writable(id, actor);
    versions.held(List.of(id));
    untag(id, term.value(), actor);
    changed(id, actor, "document.untagged", term);
  }

  private List<Suggestion> shown(DocumentId id) {
    // a tag that a person took away without its having been proposed is no suggestion
    return suggestions.of(id).stream().filter(s -> s.source() != Tag.Source.PERSON).toList();
  }

  private AccessScope narrowed(AccessScope scope, @Nullable String collection, Actor actor) {
    return collection == null
        ? scope
        : scope.narrowedTo(Set.of(collections.require(collection, actor, Right.READ).id()));
  }

  private Map<UUID, TermRows.Row> resolved(List<String> namesOrIds) {
    var resolved = new LinkedHashMap<UUID, TermRows.Row>();
    for (var name : namesOrIds) {
      if (VisibleText.isIn(name)) {
        var term = terms.resolveOrAdd(name);
        resolved.put(term.id().value(), term);
      }
    }
    return resolved;
  }

  private void tag(DocumentId document, TermRows.Row term, Actor actor) {
    tags.assign(document, byPerson(term), actor.name());
    suggestions.decided(document, term, Suggestion.State.ACCEPTED, actor);
  }

  private void untag(DocumentId document, UUID term, Actor actor) {
    tags.remove(document, term);
    terms
        .resolve(term.toString())
        .ifPresent(known -> suggestions.decided(document, known, Suggestion.State.REJECTED, actor));
  }

  private void changed(DocumentId document, Actor actor, String action, Object what) {
    audit.record(actor, AuditEvent.of(action, "document", document).with("term", what));
    events.publishEvent(new TagsChanged(Set.of(document)));
  }

  private Suggestion decidable(SuggestionId id, Actor actor) {
    // what is decided of a document is decided one after the other
    versions.held(List.of(suggestions.require(id).document()));
    var suggestion = suggestions.require(id);
    var document =
        documents
            .find(suggestion.document(), collections.scopeOf(actor))
            .orElseThrow(() -> new NotFound("Tag suggestion", id));
    collections.require(document, actor, Right.WRITE);
    return suggestion;
  }

  private Document writable(DocumentId id, Actor actor) {
    var document = documents.require(id, collections.scopeOf(actor));
    collections.require(document, actor, Right.WRITE);
    return document;
  }

  private static Tag byPerson(TermRows.Row term) {
    return new Tag(term.id().value(), term.name(), term.vocabularyName(), Tag.Source.PERSON, 1);
  }
}
