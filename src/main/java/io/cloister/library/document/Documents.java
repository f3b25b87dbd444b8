package io.cloister.library.document;

import io.cloister.governance.Label;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentBinned;
import io.cloister.library.DocumentChanged;
import io.cloister.library.DocumentId;
import io.cloister.library.DocumentPurged;
import io.cloister.library.DocumentRestored;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.Sha256;
import io.cloister.library.Version;
import io.cloister.library.keeping.Keeping;
import io.cloister.library.original.Originals;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The documents of the library, as readers see them: only ever through an {@link AccessScope}. */
@Repository
public class Documents {

  private final JdbcClient jdbc;
  private final DocumentRows rows;
  private final DocumentLists lists;
  private final Keeping keeping;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Documents(
      JdbcClient jdbc,
      DocumentRows rows,
      DocumentLists lists,
      Keeping keeping,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.lists = lists;
    this.keeping = keeping;
    this.events = events;
    this.clock = clock;
  }

  /** Finds what {@code scope} covers and is not in the bin. */
  public Optional<Document> find(DocumentId id, AccessScope scope) {
    return find(List.of(id), scope).stream().findFirst();
  }

  /**
   * @throws NotFound if {@code scope} does not cover it or it is in the bin
   */
  public Document require(DocumentId id, AccessScope scope) {
    return find(id, scope).orElseThrow(() -> new NotFound("Document", id));
  }

  /** Finds those of {@code ids} that {@code scope} covers and are not in the bin, in any order. */
  public List<Document> find(List<DocumentId> ids, AccessScope scope) {
    return jdbc.sql(
            DocumentRows.DOCUMENTS
                + "where d.id = any (:ids) and d.collection_id = any (:scope)"
                + " and d.binned_at is null")
        .param("ids", ids.stream().map(DocumentId::value).toArray(UUID[]::new))
        .param("scope", scope.ids())
        .query((row, _) -> rows.document(row))
        .list();
  }

  /** Those of {@code ids}, however many, that {@code scope} covers and are not in the bin. */
  public Set<DocumentId> present(Collection<DocumentId> ids, AccessScope scope) {
    return jdbc.sql(
            "select d.id from unnest(cast(:ids as uuid array)) wanted (id)"
                + " join document d on d.id = wanted.id"
                + " where d.collection_id = any (:scope) and d.binned_at is null")
        .param("ids", ids.stream().map(DocumentId::value).toArray(UUID[]::new))
        .param("scope", scope.ids())
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .set();
  }

  /** What {@code scope} covers of those that pass the filter, newest first. */
  public Page<Document> list(DocumentFilter filter, AccessScope scope, int page, int size) {
    return list(filter, DocumentOrder.NEWEST, scope, page, size);
  }

  /** What {@code scope} covers of those that pass the filter. */
  public Page<Document> list(
      DocumentFilter filter, DocumentOrder order, AccessScope scope, int page, int size) {
    return lists.list(filter, order, scope, page, size);
  }

  /** How many of those that {@code scope} covers are still being taken in. */
  public long coming(AccessScope scope) {
    return lists.coming(scope);
  }

  /** What {@code scope} covers outside the bin, oldest first. */
  public List<DocumentId> oldestFirst(AccessScope scope) {
    return jdbc.sql(
            "select id from document where collection_id = any (?) and binned_at is null"
                + " order by created_at, id")
        .param(scope.ids())
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .list();
  }

  /**
   * Those of {@code ids} that are documents, be it in the bin, and that {@code scope} does not
   * cover: what others kept of them is not for its reader.
   */
  public Set<DocumentId> withheld(Collection<DocumentId> ids, AccessScope scope) {
    return Set.copyOf(
        jdbc.sql(
                "select id from document where id = any (:ids) and not (collection_id = any (:scope))")
            .param("ids", ids.stream().map(DocumentId::value).toArray(UUID[]::new))
            .param("scope", scope.ids())
            .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
            .list());
  }

  /** How many documents outside the bin each collection that {@code scope} covers holds, if any. */
  public Map<CollectionId, Long> counts(AccessScope scope) {
    var counts = new HashMap<CollectionId, Long>();
    jdbc.sql(
            "select collection_id, count(*) from document"
                + " where collection_id = any (:scope) and binned_at is null"
                + " group by collection_id")
        .param("scope", scope.ids())
        .query(row -> {
          counts.put(new CollectionId(row.getObject(1, UUID.class)), row.getLong(2));
        });
    return counts;
  }

  /** Finds in the bin what {@code scope} covers. */
  public Optional<Document> findBinned(DocumentId id, AccessScope scope) {
    return jdbc.sql(
            DocumentRows.DOCUMENTS
                + "where d.id = :id and d.collection_id = any (:scope) and d.binned_at is not null")
        .param("id", id.value())
        .param("scope", scope.ids())
        .query((row, _) -> rows.document(row))
        .optional();
  }

  /** All versions of the document, newest first. */
  public List<Version> versions(DocumentId id, AccessScope scope) {
    require(id, scope);
    return versions(List.of(id), scope).getOrDefault(id, List.of());
  }

  /** All versions of each of the documents that {@code scope} covers, newest first. */
  public Map<DocumentId, List<Version>> versions(List<DocumentId> ids, AccessScope scope) {
    return jdbc
        .sql(
            DocumentRows.VERSIONS
                + "join document d on d.id = v.document_id"
                + " where d.id = any (:ids) and d.collection_id = any (:scope)"
                + " order by v.number desc")
        .param("ids", ids.stream().map(DocumentId::value).toArray(UUID[]::new))
        .param("scope", scope.ids())
        .query((row, _) -> rows.version(row))
        .list()
        .stream()
        .collect(Collectors.groupingBy(Version::document));
  }

  /**
   * @throws NotFound if {@code scope} does not cover the document or it has no such version
   */
  public Version version(DocumentId id, int number, AccessScope scope) {
    return versions(id, scope).stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElseThrow(() -> new NotFound("Version", id + "/" + number));
  }

  /** Changes what people may change; null keeps what is there. The caller has checked the right. */
  @Transactional
  public void change(DocumentId id, DocumentChange change) {
    var now = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    if (change.title() != null) {
      jdbc.sql("update document set title = ? where id = ?")
          .params(change.title(), id.value())
          .update();
    }
    if (change.collection() != null) {
      if (!isIn(id, change.collection())) {
        keeping.requireFree(id);
      }
      jdbc.sql("update document set collection_id = ? where id = ?")
          .params(change.collection().value(), id.value())
          .update();
    }
    if (change.label() != null) {
      label(id, change.label());
    }
    if (change.metadata() != null) {
      jdbc.sql("update document set metadata = ? where id = ?")
          .params(rows.metadata(change.metadata()), id.value())
          .update();
    }
    jdbc.sql("update document set updated_at = ? where id = ?").params(now, id.value()).update();
    events.publishEvent(new DocumentChanged(id));
  }

  private boolean isIn(DocumentId id, CollectionId collection) {
    return jdbc.sql("select count(*) from document where id = ? and collection_id = ?")
            .params(id.value(), collection.value())
            .query(Integer.class)
            .single()
        > 0;
  }

  private void label(DocumentId id, Label label) {
    jdbc.sql("update document set label = ? where id = ?")
        .params(label.word(), id.value())
        .update();
  }

  /** Puts the document into the bin: no reader finds it any more, nothing of it is removed. */
  @Transactional
  public void bin(DocumentId id) {
    jdbc.sql("update document set binned_at = ? where id = ? and binned_at is null")
        .params(OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)), id.value())
        .update();
    events.publishEvent(new DocumentBinned(id));
  }

  /** Takes the document out of the bin. */
  @Transactional
  public void restore(DocumentId id) {
    jdbc.sql("update document set binned_at = null where id = ?").param(id.value()).update();
    events.publishEvent(new DocumentRestored(id));
  }

  /** Some of those that lie in the bin of the collection since before {@code moment}. */
  public List<DocumentId> binnedBefore(CollectionId collection, Instant moment, int most) {
    return ids("collection_id = ? and binned_at < ?", collection, moment, most);
  }

  /** Some of those of the collection, outside the bin, that nobody changed since {@code moment}. */
  public List<DocumentId> unchangedSince(CollectionId collection, Instant moment, int most) {
    return ids(
        "collection_id = ? and updated_at < ? and binned_at is null", collection, moment, most);
  }

  private List<DocumentId> ids(String where, CollectionId collection, Instant moment, int most) {
    return jdbc.sql("select id from document where " + where + " order by id limit ?")
        .params(collection.value(), moment.atOffset(ZoneOffset.UTC), most)
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .list();
  }

  /**
   * Removes the document with all its versions, texts, passages and tags, and its bytes.
   *
   * @throws io.cloister.library.Conflict if its collection is under a hold
   */
  @Transactional
  public void purge(DocumentId id) {
    // first, so that nobody keeps words of it any more that the listeners would not find
    jdbc.sql("select id from document where id = ? for update")
        .param(id.value())
        .query(UUID.class)
        .optional();
    keeping.requireFree(id);
    var addresses =
        jdbc.sql("select distinct sha256 from document_version where document_id = ?")
            .param(id.value())
            .query((row, _) -> new Sha256(row.getString(1)))
            .list();
    events.publishEvent(new DocumentPurged(id));
    jdbc.sql("delete from document where id = ?").param(id.value()).update();
    events.publishEvent(new Originals.Unneeded(addresses));
  }
}
