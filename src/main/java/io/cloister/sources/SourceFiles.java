package io.cloister.sources;

import io.cloister.library.DocumentId;
import io.cloister.sources.place.SourceProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What was brought in from where, as rows. */
@Repository
class SourceFiles {

  private static final String COLUMNS =
      "select path, mark, document_id, brought, problem, begun_at, held_since from source_file ";

  private final JdbcClient jdbc;
  private final JdbcOperations batches;

  SourceFiles(JdbcClient jdbc, JdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** By path. */
  Map<String, SourceFile> of(SourceId source) {
    var files = new HashMap<String, SourceFile>();
    jdbc.sql(COLUMNS + "where source_id = ?")
        .param(source.value())
        .query(SourceFiles::file)
        .list()
        .forEach(file -> files.put(file.path(), file));
    return files;
  }

  List<SourceFile> failures(SourceId source, int most) {
    return jdbc.sql(
            COLUMNS
                + "where source_id = ? and problem is not null order by path"
                + " fetch first %d rows only".formatted(most))
        .param(source.value())
        .query(SourceFiles::file)
        .list();
  }

  void put(SourceId source, SourceFile file) {
    jdbc.sql(
            """
            merge into source_file (source_id, path, mark, document_id, brought, problem, begun_at,
              held_since) key (source_id, path) values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                source.value(),
                file.path(),
                file.mark(),
                file.document() == null ? null : file.document().value(),
                file.brought(),
                file.problem() == null ? null : file.problem().code(),
                at(file.begunAt()),
                at(file.heldSince())))
        .update();
  }

  /** Notes that a new file is about to be taken. */
  void begin(SourceId source, String path, Instant now) {
    var begun = now.truncatedTo(ChronoUnit.MICROS);
    put(source, new SourceFile(path, null, null, false, null, begun, null));
  }

  /** Notes that what was known by one path is now by another. */
  void rename(SourceId source, String from, String to) {
    jdbc.sql("update source_file set path = ? where source_id = ? and path = ?")
        .params(to, source.value(), from)
        .update();
  }

  void forget(SourceId source, String path) {
    jdbc.sql("delete from source_file where source_id = ? and path = ?")
        .params(source.value(), path)
        .update();
  }

  /** All of them or none. */
  @Transactional
  public void forget(SourceId source, Collection<SourceFile> gone) {
    batches.batchUpdate(
        "delete from source_file where source_id = ? and path = ?",
        gone.stream().map(file -> new Object[] {source.value(), file.path()}).toList());
  }

  void forgetAll(SourceId source) {
    jdbc.sql("delete from source_file where source_id = ?").param(source.value()).update();
  }

  /**
   * All of them or none.
   *
   * @param since null for what is there again
   */
  @Transactional
  public void hold(SourceId source, Collection<SourceFile> held, @Nullable Instant since) {
    batches.batchUpdate(
        "update source_file set held_since = ? where source_id = ? and path = ?",
        held.stream().map(file -> new Object[] {at(since), source.value(), file.path()}).toList());
  }

  /** Those that are gone without their documents being binned, by path. */
  List<SourceFile> held(SourceId source, int most) {
    return jdbc.sql(
            COLUMNS
                + "where source_id = ? and held_since is not null order by path"
                + " fetch first %d rows only".formatted(most))
        .param(source.value())
        .query(SourceFiles::file)
        .list();
  }

  /** How many documents were not binned although their files are gone. */
  int heldDocuments(SourceId source) {
    return jdbc.sql(
            "select count(distinct document_id) from source_file"
                + " where source_id = ? and held_since is not null")
        .param(source.value())
        .query(Integer.class)
        .single();
  }

  void forgetHeld(SourceId source) {
    jdbc.sql("delete from source_file where source_id = ? and held_since is not null")
        .param(source.value())
        .update();
  }

  /** How many documents are of its files. */
  int documents(SourceId source) {
    return jdbc.sql("select count(distinct document_id) from source_file where source_id = ?")
        .param(source.value())
        .query(Integer.class)
        .single();
  }

  /** Whether a file other than this became the document as well. */
  boolean isThereBeside(DocumentId document, SourceId source, String path) {
    return jdbc.sql(
                "select count(*) from source_file"
                    + " where document_id = ? and not (source_id = ? and path = ?)")
            .params(document.value(), source.value(), path)
            .query(Long.class)
            .single()
        > 0;
  }

  /** The documents of its files that files of other sources became as well. */
  Set<DocumentId> documentsBeside(SourceId source) {
    return jdbc.sql(
            "select distinct own.document_id from source_file own join source_file other"
                + " on other.document_id = own.document_id and other.source_id <> own.source_id"
                + " where own.source_id = ?")
        .param(source.value())
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .set();
  }

  /** Whether the source brought the document. */
  boolean hasBrought(SourceId source, DocumentId document) {
    return jdbc.sql(
                "select count(*) from source_file where source_id = ? and document_id = ? and brought")
            .params(source.value(), document.value())
            .query(Long.class)
            .single()
        > 0;
  }

  static @Nullable SourceProblem problem(ResultSet row) throws SQLException {
    var code = row.getString("problem");
    return code == null ? null : SourceProblem.of(code);
  }

  private static SourceFile file(ResultSet row, int number) throws SQLException {
    var document = row.getObject("document_id", UUID.class);
    return new SourceFile(
        row.getString("path"),
        row.getString("mark"),
        document == null ? null : new DocumentId(document),
        row.getBoolean("brought"),
        problem(row),
        instant(row, "begun_at"),
        instant(row, "held_since"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
