package io.cloister.tagging;

import io.cloister.library.AccessScope;
import io.cloister.library.bag.BagPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The vocabularies of a library that leaves or comes in: with them its tags stay what they are. */
@Component
class VocabularyPart implements BagPart {

  /** Of terms: made by tagging, and no document has them any more. */
  private static final String LEFT_BEHIND =
      "not curated and not exists (select 1 from document_tag t where t.term_id = term.id)";

  private final JdbcClient jdbc;
  private final TermRows terms;
  private final ApplicationEventPublisher events;
  private final JsonMapper json;

  VocabularyPart(
      JdbcClient jdbc, TermRows terms, ApplicationEventPublisher events, JsonMapper json) {
    this.jdbc = jdbc;
    this.terms = terms;
    this.events = events;
    this.json = json;
  }

  /** The file. */
  record Content(List<VocabularyEntry> vocabularies, List<TermEntry> terms) {

    Content {
      vocabularies = List.copyOf(vocabularies);
      terms = List.copyOf(terms);
    }
  }

  record VocabularyEntry(UUID id, String name, String kind, Instant createdAt, String createdBy) {}

  /**
   * @param curated whether an editor made it, and not tagging
   */
  record TermEntry(
      UUID id,
      UUID vocabulary,
      String name,
      @Nullable UUID broader,
      @Nullable String definition,
      boolean curated,
      List<String> synonyms) {

    TermEntry {
      synonyms = List.copyOf(synonyms);
    }
  }

  @Override
  public String name() {
    return "vocabularies.json";
  }

  /** Without the terms that tagging left behind, which nobody sees who could delete them. */
  @Override
  public Map<String, Long> here() {
    var here = new LinkedHashMap<String, Long>();
    here.put(
        "vocabularies",
        jdbc.sql("select count(*) from vocabulary where id <> ?")
            .param(Vocabulary.TOPICS.value())
            .query(Long.class)
            .single());
    here.put(
        "terms",
        jdbc.sql("select count(*) from term where not (%s)".formatted(LEFT_BEHIND))
            .query(Long.class)
            .single());
    here.values().removeIf(number -> number == 0);
    return here;
  }

  @Override
  public void write(OutputStream out, AccessScope scope) throws IOException {
    var used =
        jdbc.sql(
                "select distinct t.term_id from document_tag t join document d"
                    + " on d.id = t.document_id where d.collection_id = any (?)")
            .param(scope.ids())
            .query(UUID.class)
            .set();
    var vocabularies =
        jdbc.sql("select id, name, kind, created_at, created_by from vocabulary order by name")
            .query((row, _) ->
                new VocabularyEntry(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getString(5)))
            .list();
    record Synonym(UUID term, String name) {}
    var synonyms =
        jdbc
            .sql("select term_id, name from term_synonym order by folded")
            .query((row, _) -> new Synonym(row.getObject(1, UUID.class), row.getString(2)))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Synonym::term, Collectors.mapping(Synonym::name, Collectors.toList())));
    var all =
        jdbc
            .sql("select id, vocabulary_id, name, broader_id, definition, curated from term")
            .query((row, _) ->
                new TermEntry(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    row.getString(3),
                    row.getObject(4, UUID.class),
                    row.getString(5),
                    row.getBoolean(6),
                    synonyms.getOrDefault(row.getObject(1, UUID.class), List.of())))
            .list()
            .stream()
            // a term that tagging made would tell what documents say that are not in the bag
            .filter(term -> term.curated() || used.contains(term.id()))
            .toList();
    out.write(json.writeValueAsBytes(new Content(vocabularies, all)));
  }

  @Override
  public void check(InputStream in) throws IOException {
    var content = content(in);
    var vocabularies = new HashSet<UUID>();
    for (var one : content.vocabularies()) {
      Vocabulary.Kind.of(one.kind());
      Assert.isTrue(
          one.name().length() <= 200 && one.createdBy().length() <= 200 && one.createdAt() != null,
          "a vocabulary is not whole");
      Assert.isTrue(vocabularies.add(one.id()), "a vocabulary is there twice");
    }
    var ids = new HashSet<UUID>();
    for (var one : content.terms()) {
      Assert.isTrue(vocabularies.contains(one.vocabulary()), "a term's vocabulary is missing");
      Assert.isTrue(ids.add(one.id()), "a term is there twice");
      Assert.isTrue(
          one.name().length() <= 300
              && (one.definition() == null || one.definition().length() <= 4_000)
              && one.synonyms().stream().allMatch(it -> it.length() <= 300),
          "a term is too long");
    }
  }

  @Override
  public void read(InputStream in) throws IOException {
    var content = content(in);
    jdbc.sql("delete from term where " + LEFT_BEHIND).update();
    content.vocabularies().stream()
        .filter(one -> !one.id().equals(Vocabulary.TOPICS.value()))
        .forEach(one ->
            jdbc.sql(
                    "insert into vocabulary (id, name, kind, created_at, created_by)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                    one.id(),
                    one.name(),
                    one.kind(),
                    one.createdAt().atOffset(ZoneOffset.UTC),
                    one.createdBy())
                .update());
    for (var one : content.terms()) {
      jdbc.sql(
              "insert into term (id, vocabulary_id, name, folded, definition, curated)"
                  + " values (?, ?, ?, ?, ?, ?)")
          .params(
              java.util.Arrays.asList(
                  one.id(),
                  one.vocabulary(),
                  one.name(),
                  Names.fold(one.name()),
                  one.definition(),
                  one.curated()))
          .update();
      terms.synonyms(new TermId(one.id()), one.synonyms());
    }
    var ids = content.terms().stream().map(TermEntry::id).collect(Collectors.toSet());
    content.terms().stream()
        .filter(one -> one.broader() != null && ids.contains(one.broader()))
        .forEach(one ->
            jdbc.sql("update term set broader_id = ? where id = ?")
                .params(one.broader(), one.id())
                .update());
    events.publishEvent(new VocabularyChanged());
  }

  private Content content(InputStream in) throws IOException {
    try {
      var content = json.readValue(in.readAllBytes(), Content.class);
      Assert.notNull(content, "it is empty");
      return content;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it does not say what is needed", e);
    }
  }
}
