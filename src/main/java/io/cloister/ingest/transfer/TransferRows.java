package io.cloister.ingest.transfer;

import io.cloister.governance.Label;
import io.cloister.identity.UserId;
import io.cloister.ingest.transfer.Transfer.Outcome;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Transfers as rows. */
@Repository
class TransferRows {

  private static final String COLUMNS =
      """
      select id, file_name, bytes, collection_id, title, label, keeps_duplicates, received,
        document_id, version, is_duplicate, same_name, touched_at from transfer
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  TransferRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(TransferId id, NewTransfer file, CollectionId collection, UserId owner) {
    jdbc.sql(
            """
            insert into transfer (id, owner, file_name, bytes, collection_id, title, label,
              keeps_duplicates, received, touched_at) values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            """)
        .params(
            Arrays.asList(
                id.value(),
                owner.value(),
                file.fileName(),
                file.bytes(),
                collection.value(),
                file.title(),
                file.label() == null ? null : file.label().word(),
                file.keepsDuplicates(),
                now()))
        .update();
  }

  /** Only its owner finds it. */
  Optional<Transfer> find(TransferId id, UserId owner) {
    return jdbc.sql(COLUMNS + "where id = ? and owner = ?")
        .params(id.value(), owner.value())
        .query(TransferRows::transfer)
        .optional();
  }

  /** Those of the owner that are not received wholly, oldest first. */
  List<Transfer> unfinished(UserId owner, int most) {
    return jdbc.sql(
            COLUMNS + "where owner = ? and document_id is null order by touched_at, id limit ?")
        .params(owner.value(), most)
        .query(TransferRows::transfer)
        .list();
  }

  int countUnfinished(UserId owner) {
    return jdbc.sql("select count(*) from transfer where owner = ? and document_id is null")
        .param(owner.value())
        .query(Integer.class)
        .single();
  }

  void received(TransferId id, long received) {
    jdbc.sql("update transfer set received = ?, touched_at = ? where id = ?")
        .params(received, now(), id.value())
        .update();
  }

  void completed(TransferId id, Outcome outcome) {
    jdbc.sql(
            """
            update transfer set document_id = ?, version = ?, is_duplicate = ?, same_name = ?,
              touched_at = ? where id = ?
            """)
        .params(
            Arrays.asList(
                outcome.document().value(),
                outcome.version(),
                outcome.isDuplicate(),
                outcome.sameName() == null ? null : outcome.sameName().value(),
                now(),
                id.value()))
        .update();
  }

  /**
   * Another document of the collection whose current file has this name.
   *
   * @param not the one that was just made
   */
  Optional<DocumentId> sameName(CollectionId collection, String fileName, DocumentId not) {
    return jdbc.sql(
            """
            select d.id from document d join document_version v on v.id = d.current_version
            where d.collection_id = ? and v.file_name = ? and d.id <> ? and d.binned_at is null
            order by d.created_at limit 1
            """)
        .params(collection.value(), fileName, not.value())
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .optional();
  }

  boolean isThere(TransferId id) {
    return jdbc.sql("select count(*) from transfer where id = ?")
            .param(id.value())
            .query(Integer.class)
            .single()
        > 0;
  }

  void delete(TransferId id) {
    jdbc.sql("delete from transfer where id = ?").param(id.value()).update();
  }

  List<TransferId> untouchedSince(Instant moment) {
    return jdbc.sql("select id from transfer where touched_at < ?")
        .param(moment.atOffset(ZoneOffset.UTC))
        .query((row, _) -> new TransferId(row.getObject(1, UUID.class)))
        .list();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }

  private static Transfer transfer(ResultSet row, int number) throws SQLException {
    var label = row.getString("label");
    return new Transfer(
        new TransferId(row.getObject("id", UUID.class)),
        new NewTransfer(
            row.getString("file_name"),
            row.getLong("bytes"),
            row.getString("collection_id"),
            row.getString("title"),
            label == null ? null : Label.of(label),
            row.getBoolean("keeps_duplicates")),
        row.getLong("received"),
        outcome(row),
        row.getObject("touched_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Outcome outcome(ResultSet row) throws SQLException {
    var document = row.getObject("document_id", UUID.class);
    var sameName = row.getObject("same_name", UUID.class);
    return document == null
        ? null
        : new Outcome(
            new DocumentId(document),
            row.getInt("version"),
            row.getBoolean("is_duplicate"),
            sameName == null ? null : new DocumentId(sameName));
  }
}
