package io.cloister.library.document;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.likeness.Likenesses;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.PlainText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
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

/**
 * The making of documents, step by step, for the rooms that receive, read and index them. Knows no
 * reader and so takes no {@link AccessScope}: nothing of it may be shown to anyone.
 */
@Repository
public class Versions {

  private static final TypeReference<List<Integer>> OFFSETS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final DocumentRows rows;
  private final Likenesses likenesses;
  private final JsonMapper json;
  private final Clock clock;

  Versions(
      JdbcClient jdbc, DocumentRows rows, Likenesses likenesses, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.likenesses = likenesses;
    this.json = json;
    this.clock = clock;
  }

  /** Adds a document with its first version, {@link Status#RECEIVED}. */
  @Transactional
  public Version addDocument(NewDocument document) {
    var id = DocumentId.random();
    var version = VersionId.random();
    var now = now();
    jdbc.sql(
            """
            insert into document (id, collection_id, external_id, title, label, metadata,
              current_version, created_at, updated_at, created_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                id.value(),
                document.collection().value(),
                document.externalId(),
                document.title(),
                document.label().word(),
                rows.metadata(document.metadata()),
                version.value(),
                now,
                now,
                document.version().creator().user().value()))
        .update();
    insert(version, id, 1, document.version(), now);
    return require(version);
  }

  /** Adds a version to a document and makes it the current one. */
  @Transactional
  public Version addVersion(DocumentId document, NewVersion version) {
    var id = VersionId.random();
    var now = now();
    int number =
        jdbc.sql("select max(number) from document_version where document_id = ?")
                .param(document.value())
                .query(Integer.class)
                .single()
            + 1;
    insert(id, document, number, version, now);
    jdbc.sql("update document set current_version = ?, updated_at = ? where id = ?")
        .params(id.value(), now, document.value())
        .update();
    return require(id);
  }

  public Optional<Version> find(VersionId id) {
    return jdbc.sql(DocumentRows.VERSIONS + "where v.id = ?")
        .param(id.value())
        .query((row, _) -> rows.version(row))
        .optional();
  }

  /**
   * @throws NotFound if it was purged meanwhile
   */
  public Version require(VersionId id) {
    return find(id).orElseThrow(() -> new NotFound("Version", id));
  }

  /** The document a version belongs to, with its current version, even from the bin. */
  public Optional<Document> documentOf(VersionId id) {
    return jdbc.sql(
            DocumentRows.DOCUMENTS
                + "where d.id = (select document_id from document_version where id = ?)")
        .param(id.value())
        .query((row, _) -> rows.document(row))
        .optional();
  }

  /**
   * Those of the documents that are there, be it in the bin; none of them is purged before the
   * caller's transaction ends. For whoever is about to keep words of theirs.
   */
  @Transactional
  public Set<DocumentId> held(List<DocumentId> documents) {
    var held = new HashSet<DocumentId>();
    // one after the other in one order, so that two who hold the same never wait for each other
    documents.stream()
        .map(DocumentId::value)
        .distinct()
        .sorted()
        .forEach(id ->
            jdbc.sql("select id from document where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional()
                .ifPresent(there -> held.add(new DocumentId(there))));
    return held;
  }

  /** The document with its current version, unless it is in the bin. */
  public Optional<Document> current(DocumentId id) {
    return jdbc.sql(DocumentRows.DOCUMENTS + "where d.id = ? and d.binned_at is null")
        .param(id.value())
        .query((row, _) -> rows.document(row))
        .optional();
  }

  /** All documents outside the bin, in parts by their ids: those after {@code last}. */
  public List<Document> documentsAfter(@Nullable DocumentId last, int most) {
    var after = last == null ? "" : " and id > :last";
    // H2 goes through the ids alone in their order; what it joins, it would sort as a whole
    return jdbc.sql(
            DocumentRows.DOCUMENTS
                + "where d.id in (select id from document where binned_at is null"
                + after
                + " order by id limit :most) order by d.id")
        .param("last", last == null ? null : last.value())
        .param("most", most)
        .query((row, _) -> rows.document(row))
        .list();
  }

  public Optional<Document> byExternalId(CollectionId collection, String externalId) {
    return jdbc.sql(DocumentRows.DOCUMENTS + "where d.collection_id = ? and d.external_id = ?")
        .params(collection.value(), externalId)
        .query((row, _) -> rows.document(row))
        .optional();
  }

  /** The oldest document of the collection, outside the bin, whose current bytes are these. */
  public Optional<Document> bySha256(CollectionId collection, Sha256 address) {
    return jdbc.sql(
            DocumentRows.DOCUMENTS
                + "where d.collection_id = ? and v.sha256 = ? and d.binned_at is null"
                + " order by d.created_at limit 1")
        .params(collection.value(), address.hex())
        .query((row, _) -> rows.document(row))
        .optional();
  }

  /** Those current versions, outside the bin, that stand at {@code status}; oldest first. */
  public List<Version> standingAt(Status status) {
    return jdbc.sql(
            DocumentRows.VERSIONS
                + "join document d on d.current_version = v.id"
                + " where v.status = ? and d.binned_at is null order by v.created_at")
        .param(status.word())
        .query((row, _) -> rows.version(row))
        .list();
  }

  /** Moves a version on its way; clears an earlier failure. */
  @Transactional
  public void advance(VersionId id, Status status) {
    jdbc.sql(
            "update document_version set status = ?, failure_code = null, failure_detail = null"
                + " where id = ?")
        .params(status.word(), id.value())
        .update();
  }

  /** Ends a version's way without success. */
  @Transactional
  public void fail(VersionId id, Status status, ReadingFailure failure) {
    jdbc.sql(
            "update document_version set status = ?, failure_code = ?, failure_detail = ?"
                + " where id = ?")
        .params(status.word(), failure.code().word(), cut(failure.detail(), 2000), id.value())
        .update();
  }

  /** Keeps what was read, replacing what was read before. */
  @Transactional
  public void keepText(VersionId id, PlainText text, ReadFacts facts) {
    jdbc.sql("delete from version_text where version_id = ?").param(id.value()).update();
    jdbc.sql("insert into version_text (version_id, text, page_starts) values (?, ?, ?)")
        .params(id.value(), text.text(), json.writeValueAsString(text.pageStarts()))
        .update();
    jdbc.sql("update document_version set media_type = ?, pages = ?, language = ? where id = ?")
        .params(Arrays.asList(facts.mediaType(), facts.pages(), facts.language(), id.value()))
        .update();
    likenesses.keep(id, text.text());
  }

  /** The text of a version; empty if it was not read. The caller has checked who may read it. */
  public Optional<PlainText> text(VersionId id) {
    return jdbc.sql("select text, page_starts from version_text where version_id = ?")
        .param(id.value())
        .query((row, _) -> text(row))
        .optional();
  }

  private PlainText text(ResultSet row) throws SQLException {
    return new PlainText(row.getString(1), json.readValue(row.getString(2), OFFSETS));
  }

  private void insert(
      VersionId id, DocumentId document, int number, NewVersion version, OffsetDateTime now) {
    jdbc.sql(
            """
            insert into document_version (id, document_id, number, sha256, bytes, file_name,
              media_type, status, passages, created_at, created_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
            """)
        .params(
            id.value(),
            document.value(),
            number,
            version.bytes().address().hex(),
            version.bytes().length(),
            version.fileName(),
            version.mediaType(),
            Status.RECEIVED.word(),
            now,
            version.creator().name())
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }

  private static String cut(@Nullable String text, int most) {
    return text == null ? "" : Excerpt.of(text, most);
  }
}
