package io.cloister.search.finding;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.Conflict;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/**
 * Documents that editors put before what a query finds. Whoever may not read the document is told
 * of neither it nor its query.
 */
@Component
public class Pins {

  public static final int LONGEST = 200;
  private static final int MOST = 10;

  private final JdbcClient jdbc;
  private final Documents documents;
  private final Collections collections;
  private final AuditTrail audit;
  private final Clock clock;

  Pins(
      JdbcClient jdbc,
      Documents documents,
      Collections collections,
      AuditTrail audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.documents = documents;
    this.collections = collections;
    this.audit = audit;
    this.clock = clock;
  }

  /** A document and the query that it stands before, as the query was typed. */
  public record Pinned(UUID id, String query, Document document, String by, Instant at) {}

  private record Row(UUID id, String query, DocumentId document, String by, Instant at) {}

  /** What is pinned to the query, however its case, space and punctuation are, oldest first. */
  public List<Pinned> of(String query, AccessScope scope) {
    var folded = fold(query);
    return folded.isEmpty() ? List.of() : visible(rows("where folded = ?", folded), scope);
  }

  /** All whose documents the actor may read, by query. */
  public List<Pinned> all(Actor actor) {
    actor.require(Role.EDITOR, "see what is pinned");
    return visible(rows("where 1 = ?", 1), collections.scopeOf(actor));
  }

  /**
   * @param query at most {@link #LONGEST} characters
   * @throws NotFound if the actor may not read the document
   * @throws Conflict if it is pinned to the query already, or too many are
   */
  @Transactional
  public Pinned pin(String query, DocumentId id, Actor actor) {
    var document = documents.require(id, collections.scopeOf(actor));
    actor.require(Role.EDITOR, "pin a document");
    var said = query.strip();
    Assert.isTrue(said.length() <= LONGEST && !fold(said).isEmpty(), "a query has words");
    if (rows("where folded = ?", fold(said)).size() >= MOST) {
      throw new Conflict(
          "too-many", "There are %d documents before this query.".formatted(MOST), "Unpin one.");
    }
    var pin = new Pinned(UUID.randomUUID(), said, document, actor.name(), clock.instant());
    try {
      jdbc.sql(
              "insert into search_pin (id, query, folded, document_id, created_by, created_at)"
                  + " values (?, ?, ?, ?, ?, ?)")
          .params(
              pin.id(),
              said,
              fold(said),
              id.value(),
              pin.by(),
              OffsetDateTime.ofInstant(pin.at(), ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException _) {
      throw new Conflict("pinned", "It is pinned to this query already.", "Nothing is to be done.");
    }
    audit.record(actor, AuditEvent.of("search.pinned", "document", id));
    return pin;
  }

  /**
   * @throws NotFound if there is none, or the actor may not read its document
   */
  @Transactional
  public void unpin(String id, Actor actor) {
    actor.require(Role.EDITOR, "unpin a document");
    var pin =
        all(actor).stream()
            .filter(one -> one.id().toString().equals(id))
            .findFirst()
            .orElseThrow(() -> new NotFound("Pin", id));
    jdbc.sql("delete from search_pin where id = ?").param(pin.id()).update();
    audit.record(actor, AuditEvent.of("search.unpinned", "document", pin.document().id()));
  }

  private List<Row> rows(String where, Object value) {
    return jdbc.sql(
            "select id, query, document_id, created_by, created_at from search_pin "
                + where
                + " order by folded, created_at")
        .param(value)
        .query((row, _) ->
            new Row(
                row.getObject(1, UUID.class),
                row.getString(2),
                new DocumentId(row.getObject(3, UUID.class)),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  private List<Pinned> visible(List<Row> rows, AccessScope scope) {
    if (rows.isEmpty()) {
      return List.of();
    }
    var shown =
        documents.find(rows.stream().map(Row::document).distinct().toList(), scope).stream()
            .collect(Collectors.toMap(Document::id, document -> document));
    var pinned = new ArrayList<Pinned>();
    for (var row : rows) {
      var document = shown.get(row.document());
      if (document != null) {
        pinned.add(new Pinned(row.id(), row.query(), document, row.by(), row.at()));
      }
    }
    return pinned;
  }

  /** What queries have in common that differ only in case, width, space and punctuation. */
  static String fold(String query) {
    var folded =
        Normalizer.normalize(query, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{M}\\p{N}+#]+", " ")
            .strip();
    return folded.length() <= LONGEST ? folded : "";
  }
}
