package io.cloister.tagging;

import io.cloister.identity.VisibleText;
import io.cloister.library.AccessScope;
import io.cloister.library.tag.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of terms and their synonyms. */
@Repository
class TermRows {

  private static final String TERMS =
      """
      select t.id, t.vocabulary_id, v.name, t.name, b.name, t.definition
      from term t join vocabulary v on v.id = t.vocabulary_id left join term b on b.id = t.broader_id
      """;

  // a term that tagging made would tell what a document says that the reader may not read
  private static final String VISIBLE = " (t.curated or t.id = any (:used)) ";

  private static final String INSERT =
      """
      insert into term (id, vocabulary_id, name, folded, definition, curated)
      values (:id, :vocabulary, :name, :folded, :definition, :curated)
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final Tags tags;

  TermRows(JdbcClient jdbc, NamedParameterJdbcOperations batches, Tags tags) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.tags = tags;
  }

  /** A term as the database has it. */
  record Row(
      TermId id,
      VocabularyId vocabulary,
      String vocabularyName,
      String name,
      @Nullable String broader,
      @Nullable String definition) {}

  Map<VocabularyId, Long> counts(AccessScope scope) {
    var counts = new LinkedHashMap<VocabularyId, Long>();
    jdbc.sql(
            "select t.vocabulary_id, count(*) from term t where"
                + VISIBLE
                + "group by t.vocabulary_id")
        .param("used", ids(tags.counts(scope)))
        .query(row -> {
          counts.put(new VocabularyId(row.getObject(1, UUID.class)), row.getLong(2));
        });
    return counts;
  }

  /** Those of a vocabulary whose name or synonym begins like {@code folded}, by name. */
  List<Term> list(
      @Nullable VocabularyId vocabulary, String folded, AccessScope scope, int page, int size) {
    var used = tags.counts(scope);
    var rows =
        jdbc.sql(TERMS + matching(vocabulary) + " order by t.folded limit :size offset :from")
            .param("used", ids(used))
            .param("vocabulary", vocabulary == null ? null : vocabulary.value())
            .param("like", like(folded))
            .param("size", size)
            .param("from", (long) page * size)
            .query((row, _) -> row(row))
            .list();
    return terms(rows, used);
  }

  long count(@Nullable VocabularyId vocabulary, String folded, AccessScope scope) {
    return jdbc.sql("select count(*) from term t " + matching(vocabulary))
        .param("used", ids(tags.counts(scope)))
        .param("vocabulary", vocabulary == null ? null : vocabulary.value())
        .param("like", like(folded))
        .query(Long.class)
        .single();
  }

  Optional<Term> find(TermId id, AccessScope scope) {
    var used = tags.counts(scope);
    var rows =
        jdbc.sql(TERMS + "where t.id = :id and" + VISIBLE)
            .param("used", ids(used))
            .param("id", id.value())
            .query((row, _) -> row(row))
            .list();
    return terms(rows, used).stream().findFirst();
  }

  Optional<Row> find(TermId id) {
    return jdbc.sql(TERMS + "where t.id = ?")
        .param(id.value())
        .query((row, _) -> row(row))
        .optional();
  }

  /** By name first, else by synonym; of closed vocabularies first, else of open ones. */
  Optional<Row> named(String folded, @Nullable VocabularyId vocabulary) {
    return jdbc.sql(
            TERMS
                + """
                where (t.folded = :folded or exists
                  (select 1 from term_synonym s where s.term_id = t.id and s.folded = :folded))
                and (cast(:vocabulary as uuid) is null or t.vocabulary_id = :vocabulary)
                order by case when t.folded = :folded then 0 else 1 end, v.kind, v.name limit 1
                """)
        .param("folded", folded)
        .param("vocabulary", vocabulary == null ? null : vocabulary.value())
        .query((row, _) -> row(row))
        .optional();
  }

  /** All terms of a vocabulary with their synonyms. */
  List<Term> all(VocabularyId vocabulary) {
    var rows =
        jdbc.sql(TERMS + "where t.vocabulary_id = ? order by t.folded")
            .param(vocabulary.value())
            .query((row, _) -> row(row))
            .list();
    return terms(rows, Map.of());
  }

  List<UUID> idsOf(VocabularyId vocabulary) {
    return jdbc.sql("select id from term where vocabulary_id = ?")
        .param(vocabulary.value())
        .query(UUID.class)
        .list();
  }

  /** Adds those that are not there yet by name, then ties each to its broader one. */
  void add(VocabularyId vocabulary, List<NewTerm> terms, boolean curated) {
    var named =
        terms.stream()
            .flatMap(term -> Stream.of(term.name(), term.broader()))
            .filter(Objects::nonNull)
            .map(Names::fold)
            .distinct()
            .toArray(String[]::new);
    var there = there(vocabulary, named);
    var rows = new ArrayList<SqlParameterSource>();
    var added = new LinkedHashMap<UUID, NewTerm>();
    for (var term : terms) {
      var folded = Names.fold(term.name());
      if (there.containsKey(folded)) {
        continue;
      }
      var id = UUID.randomUUID();
      there.put(folded, id);
      added.put(id, term);
      rows.add(
          new MapSqlParameterSource("id", id)
              .addValue("vocabulary", vocabulary.value())
              .addValue("name", Names.tidy(term.name()))
              .addValue("folded", folded)
              .addValue("definition", term.definition())
              .addValue("curated", curated));
    }
    try {
      batches.batchUpdate(INSERT, rows.toArray(SqlParameterSource[]::new));
    } catch (DuplicateKeyException _) {
      // another added some of them at this moment
      rows.forEach(this::insertUnlessThere);
      there.putAll(there(vocabulary, named));
      added.keySet().retainAll(Set.copyOf(there.values()));
    }
    added.forEach((id, term) -> {
      synonyms(new TermId(id), term.synonyms());
      var broader = term.broader() == null ? null : there.get(Names.fold(term.broader()));
      if (broader != null && !broader.equals(id)) {
        jdbc.sql("update term set broader_id = ? where id = ?").params(broader, id).update();
      }
    });
  }

  private Map<String, UUID> there(VocabularyId vocabulary, String[] named) {
    var there = new LinkedHashMap<String, UUID>();
    jdbc.sql("select folded, id from term where vocabulary_id = ? and folded = any (?)")
        .params(vocabulary.value(), named)
        .query(row -> {
          there.put(row.getString(1), row.getObject(2, UUID.class));
        });
    return there;
  }

  private void insertUnlessThere(SqlParameterSource row) {
    try {
      batches.update(INSERT, row);
    } catch (DuplicateKeyException _) {
      // it is there
    }
  }

  /** Keeps others from changing terms of the vocabularies until the caller's transaction ends. */
  void hold(List<TermId> terms) {
    // in one order, so that two who hold the same never wait for each other
    jdbc.sql(
            """
            select id from vocabulary where id in
              (select vocabulary_id from term where id = any (?)) order by id for update
            """)
        .param(terms.stream().map(TermId::value).toArray(UUID[]::new))
        .query(UUID.class)
        .list();
  }

  /** Replaces the synonyms of a term. */
  void synonyms(TermId id, List<String> synonyms) {
    jdbc.sql("delete from term_synonym where term_id = ?").param(id.value()).update();
    var byFolded =
        synonyms.stream()
            .filter(VisibleText::isIn)
            .collect(
                Collectors.toMap(
                    Names::fold, Names::tidy, (first, _) -> first, LinkedHashMap::new));
    byFolded.forEach((folded, name) ->
        jdbc.sql("insert into term_synonym (term_id, name, folded) values (?, ?, ?)")
            .params(id.value(), name, folded)
            .update());
  }

  private Map<UUID, List<String>> synonyms(List<UUID> ids) {
    record Synonym(UUID term, String name) {}
    return jdbc
        .sql("select term_id, name from term_synonym where term_id = any (?) order by folded")
        .param(ids.toArray(UUID[]::new))
        .query((row, _) -> new Synonym(row.getObject(1, UUID.class), row.getString(2)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Synonym::term, Collectors.mapping(Synonym::name, Collectors.toList())));
  }

  private List<Term> terms(List<Row> rows, Map<UUID, Long> used) {
    var synonyms = synonyms(rows.stream().map(row -> row.id().value()).toList());
    return rows.stream()
        .map(row ->
            new Term(
                row.id(),
                row.vocabulary(),
                row.vocabularyName(),
                row.name(),
                row.broader(),
                synonyms.getOrDefault(row.id().value(), List.of()),
                row.definition(),
                used.getOrDefault(row.id().value(), 0L)))
        .toList();
  }

  private static String matching(@Nullable VocabularyId vocabulary) {
    return "where"
        + VISIBLE
        + (vocabulary == null ? "" : "and t.vocabulary_id = :vocabulary ")
        + """
        and (t.folded like :like or t.folded like concat('% ', :like) or exists
          (select 1 from term_synonym s where s.term_id = t.id and s.folded like :like))
        """;
  }

  private static String like(String folded) {
    return folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  private static UUID[] ids(Map<UUID, Long> used) {
    return used.keySet().toArray(UUID[]::new);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new TermId(row.getObject(1, UUID.class)),
        new VocabularyId(row.getObject(2, UUID.class)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }
}
