package io.cloister.tagging;

import io.cloister.identity.Actor;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.PassageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was proposed for documents, and what people decided of it. */
@Repository
public class Suggestions {

  private static final TypeReference<List<Row>> EVIDENCE = new TypeReference<>() {};

  private static final String SUGGESTIONS =
      """
      select s.id, s.document_id, s.term_id, s.name, s.vocabulary_id, v.name, s.confidence,
        s.source, s.state, s.evidence
      from tag_suggestion s join vocabulary v on v.id = s.vocabulary_id
      """;

  private static final String REACHABLE =
      """
      join document d on d.id = s.document_id
      where s.state = :state and d.collection_id = any (:scope) and d.binned_at is null
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Suggestions(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Evidence as it is kept. */
  private record Row(String passage, @Nullable Integer page, int start, String quote) {}

  /**
   * Those in a state for documents that {@code scope} covers: newest document, then surest first.
   */
  public Page<Suggestion> list(Suggestion.State state, AccessScope scope, int page, int size) {
    long total =
        jdbc.sql("select count(*) from tag_suggestion s " + REACHABLE)
            .param("state", state.word())
            .param("scope", scope.ids())
            .query(Long.class)
            .single();
    var items =
        jdbc.sql(
                SUGGESTIONS
                    + REACHABLE
                    + " order by d.created_at desc, d.id, s.confidence desc, s.id"
                    + " limit :size offset :from")
            .param("state", state.word())
            .param("scope", scope.ids())
            .param("size", size)
            .param("from", (long) page * size)
            .query((row, _) -> suggestion(row))
            .list();
    return new Page<>(items, page, size, total);
  }

  /** All of a document, surest first. The caller has checked who may read it. */
  public List<Suggestion> of(DocumentId document) {
    return jdbc.sql(SUGGESTIONS + "where s.document_id = ? order by s.confidence desc, s.name")
        .param(document.value())
        .query((row, _) -> suggestion(row))
        .list();
  }

  Optional<Suggestion> find(SuggestionId id) {
    return jdbc.sql(SUGGESTIONS + "where s.id = ?")
        .param(id.value())
        .query((row, _) -> suggestion(row))
        .optional();
  }

  /**
   * Takes what a tagger found in place of what it had proposed in the same vocabularies. What
   * people decided stays decided: it is not proposed again.
   *
   * @param vocabularies those that were looked through
   */
  @Transactional
  public void propose(
      DocumentId document, Set<VocabularyId> vocabularies, List<Proposal> proposals) {
    var there = new HashMap<String, Suggestion>();
    var stale = new HashSet<UUID>();
    for (var suggestion : of(document)) {
      there.put(key(suggestion.vocabulary(), suggestion.name()), suggestion);
      if (suggestion.state() == Suggestion.State.PROPOSED
          && vocabularies.contains(suggestion.vocabulary())) {
        stale.add(suggestion.id().value());
      }
    }
    for (var proposal : proposals) {
      var before = there.get(key(proposal.vocabulary(), proposal.name()));
      if (before == null) {
        there.put(
            key(proposal.vocabulary(), proposal.name()),
            insert(document, proposal, Suggestion.State.PROPOSED));
      } else if (before.state() == Suggestion.State.PROPOSED) {
        stale.remove(before.id().value());
        update(before.id(), proposal);
      }
    }
    jdbc.sql("delete from tag_suggestion where id = any (?)")
        .param(stale.toArray(UUID[]::new))
        .update();
  }

  /** Keeps what a person decided of a suggestion. */
  @Transactional
  public void decide(SuggestionId id, Suggestion.State state, @Nullable TermId term, Actor actor) {
    jdbc.sql(
            """
            update tag_suggestion set state = :state, term_id = coalesce(:term, term_id),
              decided_at = :at, decided_by = :by where id = :id
            """)
        .param("state", state.word())
        .param("term", term == null ? null : term.value())
        .param("at", now())
        .param("by", actor.name())
        .param("id", id.value())
        .update();
  }

  /** Keeps that a person set or took away a tag, whether or not it had been proposed. */
  @Transactional
  public void decided(DocumentId document, TermRows.Row term, Suggestion.State state, Actor actor) {
    var folded = Names.fold(term.name());
    var matching =
        of(document).stream()
            .filter(s -> term.id().equals(s.term()) || Names.fold(s.name()).equals(folded))
            .toList();
    matching.forEach(suggestion -> decide(suggestion.id(), state, suggestion.term(), actor));
    if (matching.isEmpty() && state == Suggestion.State.REJECTED) {
      var proposal =
          new Proposal(term.vocabulary(), term.id(), term.name(), 0, Tag.Source.PERSON, List.of());
      decide(insert(document, proposal, state).id(), state, term.id(), actor);
    }
  }

  /**
   * @throws NotFound if there is none such
   */
  Suggestion require(SuggestionId id) {
    return find(id).orElseThrow(() -> new NotFound("Tag suggestion", id));
  }

  private Suggestion insert(DocumentId document, Proposal proposal, Suggestion.State state) {
    var id = SuggestionId.random();
    jdbc.sql(
            """
            insert into tag_suggestion (id, document_id, vocabulary_id, term_id, name, folded,
              confidence, source, state, evidence, created_at)
            values (:id, :document, :vocabulary, :term, :name, :folded, :confidence, :source,
              :state, :evidence, :at)
            """)
        .param("id", id.value())
        .param("document", document.value())
        .param("vocabulary", proposal.vocabulary().value())
        .param("term", proposal.term() == null ? null : proposal.term().value())
        .param("name", Names.tidy(proposal.name()))
        .param("folded", Names.fold(proposal.name()))
        .param("confidence", proposal.confidence())
        .param("source", proposal.source().word())
        .param("state", state.word())
        .param("evidence", written(proposal.evidence()))
        .param("at", now())
        .update();
    return require(id);
  }

  private void update(SuggestionId id, Proposal proposal) {
    jdbc.sql(
            """
            update tag_suggestion set term_id = :term, name = :name, confidence = :confidence,
              source = :source, evidence = :evidence where id = :id
            """)
        .param("term", proposal.term() == null ? null : proposal.term().value())
        .param("name", Names.tidy(proposal.name()))
        .param("confidence", proposal.confidence())
        .param("source", proposal.source().word())
        .param("evidence", written(proposal.evidence()))
        .param("id", id.value())
        .update();
  }

  private String written(List<Evidence> evidence) {
    return json.writeValueAsString(
        evidence.stream()
            .map(e -> new Row(e.passage().toString(), e.page(), e.start(), e.quote()))
            .toList());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }

  private static String key(VocabularyId vocabulary, String name) {
    return vocabulary + " " + Names.fold(name);
  }

  private Suggestion suggestion(ResultSet row) throws SQLException {
    var term = row.getObject(3, UUID.class);
    return new Suggestion(
        new SuggestionId(row.getObject(1, UUID.class)),
        new DocumentId(row.getObject(2, UUID.class)),
        term == null ? null : new TermId(term),
        row.getString(4),
        new VocabularyId(row.getObject(5, UUID.class)),
        row.getString(6),
        row.getDouble(7),
        Tag.Source.of(row.getString(8)),
        Suggestion.State.of(row.getString(9)),
        json.readValue(row.getString(10), EVIDENCE).stream()
            .map(e -> new Evidence(PassageId.of(e.passage()), e.page(), e.start(), e.quote()))
            .toList());
  }
}
