package io.cloister.library.document;

import io.cloister.identity.UserId;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Version;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Documents with all there is to them, as they leave for another Cloister and come back from one.
 */
@Repository
public class WholeDocuments {

  private final JdbcClient jdbc;
  private final DocumentRows rows;

  WholeDocuments(JdbcClient jdbc, DocumentRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * A document with all of its versions, oldest first.
   *
   * @param binnedAt since when it lies in the bin; null outside of it
   */
  public record Whole(Document document, @Nullable Instant binnedAt, List<Version> versions) {

    public Whole {
      versions = List.copyOf(versions);
    }
  }

  /** How many documents there are in the bin, or outside of it, whoever may read them. */
  public long count(boolean inBin) {
    return jdbc.sql("select count(*) from document where (binned_at is not null) = ?")
        .param(inBin)
        .query(Long.class)
        .single();
  }

  public boolean isThere(DocumentId id) {
    return jdbc.sql("select count(*) from document where id = ?")
            .param(id.value())
            .query(Long.class)
            .single()
        > 0;
  }

  /** What {@code scope} covers, those in the bin too, by their ids: those after {@code last}. */
  @Transactional(readOnly = true)
  public List<Whole> after(@Nullable DocumentId last, int most, AccessScope scope) {
    var after = last == null ? "" : " and id > :last";
    // H2 goes through the ids alone in their order, unless it knows an index of what restricts them
    var found =
        jdbc.sql(
                DocumentRows.DOCUMENTS
                    + "where d.id in (select id from document where array_contains(:scope, collection_id)"
                    + after
                    + " order by id limit :most) order by d.id")
            .param("scope", scope.ids())
            .param("last", last == null ? null : last.value())
            .param("most", most)
            .query((row, _) -> rows.document(row))
            .list();
    var ids = found.stream().map(it -> it.id().value()).toArray(UUID[]::new);
    var binned = binned(ids);
    var versions = versions(ids);
    return found.stream()
        .map(it -> new Whole(it, binned.get(it.id()), versions.getOrDefault(it.id(), List.of())))
        .toList();
  }

  private Map<DocumentId, Instant> binned(UUID[] ids) {
    var binned = new HashMap<DocumentId, Instant>();
    jdbc.sql("select id, binned_at from document where id = any (?) and binned_at is not null")
        .param(ids)
        .query(row -> {
          binned.put(
              new DocumentId(row.getObject(1, UUID.class)),
              row.getObject(2, OffsetDateTime.class).toInstant());
        });
    return binned;
  }

  private Map<DocumentId, List<Version>> versions(UUID[] ids) {
    return jdbc
        .sql(DocumentRows.VERSIONS + "where v.document_id = any (?)")
        .param(ids)
        .query((row, _) -> rows.version(row))
        .list()
        .stream()
        .sorted(Comparator.comparingInt(Version::number))
        .collect(Collectors.groupingBy(Version::document));
  }

  /**
   * Puts a document in as it is, with its ids and dates; the bytes of its versions are there.
   *
   * @param creator whose it is here
   */
  @Transactional
  public void put(Whole whole, UserId creator) {
    var document = whole.document();
    jdbc.sql(
            """
            insert into document (id, collection_id, external_id, title, label, metadata,
              current_version, created_at, updated_at, created_by, binned_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                document.id().value(),
                document.collection().value(),
                document.externalId(),
                document.title(),
                document.label().word(),
                rows.metadata(document.metadata()),
                document.current().id().value(),
                at(document.createdAt()),
                at(document.updatedAt()),
                creator.value(),
                whole.binnedAt() == null ? null : at(whole.binnedAt())))
        .update();
    whole.versions().forEach(this::put);
  }

  private void put(Version version) {
    var failure = version.failure();
    jdbc.sql(
            """
            insert into document_version (id, document_id, number, sha256, bytes, file_name,
              media_type, status, failure_code, failure_detail, pages, language, passages,
              created_at, created_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
            """)
        .params(
            Arrays.asList(
                version.id().value(),
                version.document().value(),
                version.number(),
                version.sha256().hex(),
                version.bytes(),
                version.fileName(),
                version.mediaType(),
                version.status().word(),
                failure == null ? null : failure.code().word(),
                failure == null ? null : failure.detail(),
                version.pages(),
                version.language(),
                at(version.createdAt()),
                version.createdBy()))
        .update();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
