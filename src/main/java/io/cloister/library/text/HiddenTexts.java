package io.cloister.library.text;

import io.cloister.library.VersionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What of texts is hidden. The caller has checked who may read them. */
@Repository
public class HiddenTexts {

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  HiddenTexts(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Replaces what is known of a version. No two stretches start at the same place. */
  @Transactional
  public void replace(VersionId version, List<HiddenText> hidden) {
    jdbc.sql("delete from version_hidden where version_id = ?").param(version.value()).update();
    if (hidden.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        "insert into version_hidden (version_id, start_offset, end_offset, kind)"
            + " values (:version, :start, :end, :kind)",
        hidden.stream()
            .map(one ->
                new MapSqlParameterSource("version", version.value())
                    .addValue("start", one.start())
                    .addValue("end", one.end())
                    .addValue("kind", one.kind().word()))
            .toArray(SqlParameterSource[]::new));
  }

  /** In order. */
  public List<HiddenText> of(VersionId version) {
    return of(List.of(version)).getOrDefault(version, List.of());
  }

  /** For each version that has any, in order. */
  public Map<VersionId, List<HiddenText>> of(Collection<VersionId> versions) {
    record Row(VersionId version, HiddenText hidden) {}
    return jdbc
        .sql(
            "select version_id, start_offset, end_offset, kind from version_hidden"
                + " where version_id = any (?) order by start_offset")
        .param(versions.stream().map(VersionId::value).toArray(UUID[]::new))
        .query((row, _) ->
            new Row(
                new VersionId(row.getObject(1, UUID.class)),
                new HiddenText(row.getInt(2), row.getInt(3), HiddenText.Kind.of(row.getString(4)))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::version, Collectors.mapping(Row::hidden, Collectors.toList())));
  }

  /**
   * The passages as people see them: line ends stand where something is hidden, so that every place
   * stays where it is and nothing runs on over it. What is hidden as a whole is left out.
   */
  public List<Passage> seen(List<Passage> passages) {
    var hidden = of(passages.stream().map(Passage::version).collect(Collectors.toSet()));
    return passages.stream()
        .map(passage ->
            covered(
                passage.text(),
                passage.start(),
                hidden.getOrDefault(passage.version(), List.of()),
                passage))
        .flatMap(Optional::stream)
        .toList();
  }

  /** A version's text as people see it, in the same way. */
  public PlainText seen(VersionId version, PlainText text) {
    var hidden = of(version);
    return hidden.isEmpty()
        ? text
        : new PlainText(covered(text.text(), 0, hidden), text.pageStarts());
  }

  private static Optional<Passage> covered(
      String text, int start, List<HiddenText> hidden, Passage passage) {
    if (hidden.isEmpty()) {
      return Optional.of(passage);
    }
    var seen = covered(text, start, hidden);
    return seen.isBlank() ? Optional.empty() : Optional.of(passage.withText(seen));
  }

  private static String covered(String text, int start, List<HiddenText> hidden) {
    var seen = new StringBuilder(text);
    for (var one : hidden) {
      LineEnds.over(seen, one.start() - start, one.end() - start);
    }
    return seen.toString();
  }
}
