package io.cloister.library.bin;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.Sha256;
import io.cloister.library.Version;
import io.cloister.library.document.Documents;
import io.cloister.library.original.Originals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Removes documents for good. What is written down with it is enough to look again at any time
 * whether something is left, in every room that may keep something of a document.
 */
@Service
public class Purges {

  private static final List<String> TABLES =
      List.of("document", "document_version", "document_tag");

  private final JdbcClient jdbc;
  private final Documents documents;
  private final Originals originals;
  private final ObjectProvider<Remains> rooms;
  private final AuditTrail audit;
  private final Clock clock;

  Purges(
      JdbcClient jdbc,
      Documents documents,
      Originals originals,
      ObjectProvider<Remains> rooms,
      AuditTrail audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.documents = documents;
    this.originals = originals;
    this.rooms = rooms;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Purges a document that the caller has found for the actor.
   *
   * @return the id of the receipt
   * @throws io.cloister.library.Conflict if its collection is under a hold
   */
  @Transactional
  public UUID purge(Document document, Actor actor) {
    audit.record(actor, AuditEvent.of("document.purged", "document", document.id()));
    return purge(document, actor.user().value(), actor.name());
  }

  /** The same by a rule, for nobody in particular. */
  @Transactional
  void purgeByRule(Document document) {
    purge(document, null, "retention");
  }

  private UUID purge(Document document, @Nullable UUID user, String name) {
    var scope = AccessScope.of(document.collection());
    var versions =
        documents.versions(List.of(document.id()), scope).getOrDefault(document.id(), List.of());
    documents.purge(document.id());
    var id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into purge_receipt (id, document_id, versions, version_ids, originals, purged_at,
              purged_by, purged_by_id) values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                id,
                document.id().value(),
                versions.size(),
                joined(versions.stream().map(version -> version.id().toString())),
                joined(versions.stream().map(Version::sha256).distinct().map(Sha256::hex)),
                OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)),
                name,
                user))
        .update();
    return id;
  }

  /**
   * Looks everywhere anew. Administrators find every receipt, others those of their own purges.
   *
   * @throws NotFound if there is none for this actor
   */
  public PurgeReceipt receipt(UUID id, Actor actor) {
    return rows("where id = ?", List.of(id)).stream()
        .filter(row -> actor.is(Role.ADMIN) || actor.user().value().equals(row.by()))
        .findFirst()
        .map(this::looked)
        .orElseThrow(() -> new NotFound("Receipt", id));
  }

  /** The actor's receipts, or all for an administrator, newest first. */
  public Page<PurgeReceipt> receipts(int page, int size, Actor actor) {
    var mine = actor.is(Role.ADMIN) ? "" : "where purged_by_id = ? ";
    var params = actor.is(Role.ADMIN) ? List.<Object>of() : List.<Object>of(actor.user().value());
    long total =
        jdbc.sql("select count(*) from purge_receipt " + mine)
            .params(params)
            .query(Long.class)
            .single();
    var limits = Stream.concat(params.stream(), Stream.of(size, (long) page * size)).toList();
    var items =
        rows(mine + "order by purged_at desc, id limit ? offset ?", limits).stream()
            .map(this::looked)
            .toList();
    return new Page<>(items, page, size, total);
  }

  private record Row(
      UUID id,
      DocumentId document,
      int versions,
      List<UUID> versionIds,
      List<Sha256> originals,
      OffsetDateTime at,
      String name,
      @Nullable UUID by) {}

  private List<Row> rows(String where, List<?> params) {
    return jdbc.sql(
            "select id, document_id, versions, version_ids, originals, purged_at, purged_by,"
                + " purged_by_id from purge_receipt "
                + where)
        .params(params)
        .query((row, _) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        new DocumentId(row.getObject("document_id", UUID.class)),
        row.getInt("versions"),
        parts(row.getString("version_ids")).map(UUID::fromString).toList(),
        parts(row.getString("originals")).map(Sha256::new).toList(),
        row.getObject("purged_at", OffsetDateTime.class),
        row.getString("purged_by"),
        row.getObject("purged_by_id", UUID.class));
  }

  private PurgeReceipt looked(Row row) {
    var used = row.originals().stream().filter(originals::isUsed).toList();
    var remains = new TreeMap<String, Long>();
    remains.put(
        "originals",
        row.originals().stream()
            .filter(address -> !used.contains(address) && originals.isThere(address))
            .count());
    remains.put("text", ofVersions("version_text", row.versionIds()));
    remains.put("passages", ofVersions("passage", row.versionIds()));
    for (var table : TABLES) {
      remains.put(
          table.replace('_', '-'),
          count(
              "select count(*) from %s where %s = ?"
                  .formatted(table, table.equals("document") ? "id" : "document_id"),
              row.document().value()));
    }
    rooms.forEach(room -> remains.merge(room.place(), room.of(row.document()), Long::sum));
    return new PurgeReceipt(
        row.id(),
        row.document(),
        row.versions(),
        row.originals(),
        row.at().toInstant(),
        row.name(),
        clock.instant(),
        used,
        Map.copyOf(remains));
  }

  private long ofVersions(String table, List<UUID> versions) {
    return count(
        "select count(*) from %s where version_id = any (?)".formatted(table),
        versions.toArray(UUID[]::new));
  }

  private long count(String sql, Object param) {
    return jdbc.sql(sql).param(param).query(Long.class).single();
  }

  private static String joined(Stream<String> parts) {
    return parts.collect(java.util.stream.Collectors.joining(" "));
  }

  private static Stream<String> parts(String joined) {
    return joined.isEmpty() ? Stream.empty() : Arrays.stream(joined.split(" "));
  }
}
