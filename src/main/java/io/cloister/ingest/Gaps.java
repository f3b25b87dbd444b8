package io.cloister.ingest;

import io.cloister.governance.Label;
import io.cloister.library.VersionId;
import io.cloister.models.ModelFunction;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The {@link Gap}s of all versions, kept until a model closes them. */
@Repository
class Gaps {

  private static final String WAITING =
      """
       from model_gap g
      join document_version v on v.id = g.version_id
      join document d on d.current_version = v.id
      where g.function = :function and d.binned_at is null
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Gaps(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * How many documents wait.
   *
   * @param reachable those of them that no limit holds back any more
   */
  record Count(long all, long reachable) {}

  @Transactional
  public void note(VersionId version, Gap gap) {
    close(version, gap.function());
    jdbc.sql(
            "insert into model_gap (version_id, function, why, held_at, noted_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                version.value(),
                gap.function().word(),
                gap.why().substring(0, Math.min(gap.why().length(), 2_000)),
                gap.heldAt(),
                at(clock.instant())))
        .update();
  }

  void close(VersionId version, ModelFunction function) {
    jdbc.sql("delete from model_gap where version_id = ? and function = ?")
        .params(version.value(), function.word())
        .update();
  }

  boolean isOpen(VersionId version, ModelFunction function) {
    return jdbc.sql("select 1 from model_gap where version_id = ? and function = ?")
        .params(version.value(), function.word())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** What readers of the version are told. */
  Optional<Gap> told(VersionId version) {
    return jdbc
        .sql("select function, why, held_at from model_gap where version_id = ? and why <> ''")
        .param(version.value())
        .query((row, _) ->
            new Gap(
                ModelFunction.of(row.getString(1)),
                row.getString(2),
                row.getObject(3, Integer.class)))
        .stream()
        .findFirst();
  }

  /**
   * Of the documents outside the bin, by their labels.
   *
   * @param limit that holds now; null for none
   */
  Map<Label, Count> count(ModelFunction function, @Nullable Integer limit) {
    var counts = new EnumMap<Label, Count>(Label.class);
    RowCallbackHandler put =
        row -> counts.put(Label.of(row.getString(1)), new Count(row.getLong(2), row.getLong(3)));
    jdbc.sql(
            "select d.label, count(*),"
                + " sum(case when coalesce(g.held_at, 0) < :limit then 1 else 0 end)"
                + WAITING
                + " group by d.label")
        .param("function", function.word())
        .param("limit", limit(limit))
        .query(put);
    return counts;
  }

  /**
   * Some of the versions that were read to their end, have one of the labels and a gap that was
   * noted before; the oldest first.
   */
  List<VersionId> before(
      Instant moment,
      ModelFunction function,
      Collection<Label> labels,
      @Nullable Integer limit,
      int most) {
    return labels.isEmpty()
        ? List.of()
        : jdbc.sql(
                "select g.version_id"
                    + WAITING
                    + """
                     and g.noted_at < :before and coalesce(g.held_at, 0) < :limit
                     and v.status in ('ready', 'failed') and d.label in (:labels)
                    order by g.noted_at, g.version_id limit :most
                    """)
            .param("function", function.word())
            .param("before", at(moment))
            .param("limit", limit(limit))
            .param("labels", labels.stream().map(Label::word).toList())
            .param("most", most)
            .query((row, _) -> new VersionId(row.getObject(1, UUID.class)))
            .list();
  }

  /** As if they were noted now: whoever goes through all does not meet them again. */
  void passed(VersionId version) {
    jdbc.sql("update model_gap set noted_at = ? where version_id = ?")
        .params(at(clock.instant()), version.value())
        .update();
  }

  private static int limit(@Nullable Integer limit) {
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
