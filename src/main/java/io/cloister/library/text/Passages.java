package io.cloister.library.text;

import io.cloister.library.Page;
import io.cloister.library.VersionId;
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

/** The passages of versions: the truth that the index is made from. */
@Repository
public class Passages {

  private static final String COLUMNS =
      """
      select version_id, ordinal, page, start_offset, heading, text,
        (select max(t.from_millis) from version_time t
          where t.version_id = passage.version_id and t.start_offset <= passage.start_offset)
      from passage
      """;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  Passages(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** Replaces the passages of a version. */
  @Transactional
  public void replace(VersionId version, List<Passage> passages) {
    jdbc.sql("delete from passage where version_id = ?").param(version.value()).update();
    batches.batchUpdate(
        """
        insert into passage (version_id, ordinal, page, start_offset, heading, text)
        values (:version, :ordinal, :page, :start, :heading, :text)
        """,
        passages.stream().map(Passages::row).toArray(SqlParameterSource[]::new));
    jdbc.sql("update document_version set passages = ? where id = ?")
        .params(passages.size(), version.value())
        .update();
  }

  /** The passages of a version in reading order. The caller has checked who may read it. */
  public List<Passage> of(VersionId version) {
    return jdbc.sql(COLUMNS + "where version_id = ? order by ordinal")
        .param(version.value())
        .query((row, _) -> passage(row))
        .list();
  }

  /** One page of the passages of a version in reading order. */
  public Page<Passage> of(VersionId version, int page, int size) {
    long total =
        jdbc.sql("select count(*) from passage where version_id = ?")
            .param(version.value())
            .query(Long.class)
            .single();
    var items =
        jdbc.sql(COLUMNS + "where version_id = ? order by ordinal limit ? offset ?")
            .params(version.value(), size, (long) page * size)
            .query((row, _) -> passage(row))
            .list();
    return new Page<>(items, page, size, total);
  }

  /** The passages of a version that have something of {@code start} to {@code end}, in order. */
  public List<Passage> between(VersionId version, int start, int end) {
    return jdbc.sql(
            COLUMNS
                + "where version_id = ? and start_offset < ?"
                + " and start_offset + char_length(text) > ? order by ordinal")
        .params(version.value(), end, start)
        .query((row, _) -> passage(row))
        .list();
  }

  /**
   * Where every {@code nth} passage of a version starts, the first included: what its text is cut
   * into when it has no pages.
   */
  public List<Integer> starts(VersionId version, int nth) {
    return jdbc.sql(
            "select start_offset from passage where version_id = ? and mod(ordinal, ?) = 0"
                + " order by ordinal")
        .params(version.value(), nth)
        .query(Integer.class)
        .list();
  }

  public Optional<Passage> find(PassageId id) {
    return jdbc.sql(COLUMNS + "where version_id = ? and ordinal = ?")
        .params(id.version().value(), id.ordinal())
        .query((row, _) -> passage(row))
        .optional();
  }

  /** Those of {@code ids} that exist. The caller has checked who may read them. */
  public Map<PassageId, Passage> find(List<PassageId> ids) {
    return jdbc
        .sql(
            COLUMNS
                + """
                 join unnest(cast(:versions as uuid array), cast(:ordinals as integer array))
                  wanted (version, place)
                  on version_id = wanted.version and ordinal = wanted.place
                """)
        .param("versions", ids.stream().map(id -> id.version().value()).toArray(UUID[]::new))
        .param("ordinals", ids.stream().map(PassageId::ordinal).toArray(Integer[]::new))
        .query((row, _) -> passage(row))
        .list()
        .stream()
        .collect(Collectors.toMap(Passage::id, passage -> passage, (one, _) -> one));
  }

  private static SqlParameterSource row(Passage passage) {
    return new MapSqlParameterSource("version", passage.version().value())
        .addValue("ordinal", passage.ordinal())
        .addValue("page", passage.page())
        .addValue("start", passage.start())
        .addValue("heading", passage.heading())
        .addValue("text", passage.text());
  }

  private static Passage passage(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Passage(
        new VersionId(row.getObject(1, UUID.class)),
        row.getInt(2),
        row.getObject(3, Integer.class),
        row.getInt(4),
        row.getString(5),
        row.getString(6),
        Moments.seconds(row.getObject(7, Long.class)));
  }
}
