package io.cloister.search;

import io.cloister.identity.UserId;
import io.cloister.library.DocumentId;
import io.cloister.search.SavedSearch.Alert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Saved searches and their matches as rows. */
@Component
class SavedSearchRows {

  private static final String SELECT =
      "select id, owner, name, query, alert, created_at from saved_search ";

  private final JdbcClient jdbc;

  SavedSearchRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<SavedSearch> of(UserId owner) {
    return jdbc.sql(SELECT + "where owner = ? order by name")
        .param(owner.value())
        .query((row, _) -> search(row))
        .list();
  }

  /** Of everybody, the newest first. */
  List<SavedSearch> all(int most) {
    return jdbc.sql(SELECT + "order by created_at desc limit ?")
        .param(most)
        .query((row, _) -> search(row))
        .list();
  }

  /** Those whose owners want to be told. */
  List<SavedSearch> watching() {
    return jdbc.sql(SELECT + "where alert <> ?")
        .param(Alert.NONE.word())
        .query((row, _) -> search(row))
        .list();
  }

  /**
   * @throws DuplicateKeyException if its owner has one of this name
   */
  void insert(SavedSearch search) {
    jdbc.sql(
            "insert into saved_search (id, owner, name, query, alert, created_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            search.id(),
            search.owner().value(),
            search.name(),
            search.query().address(),
            search.alert().word(),
            at(search.createdAt()))
        .update();
  }

  void delete(UUID id) {
    jdbc.sql("delete from saved_search where id = ?").param(id).update();
  }

  /** Does nothing if it is known already: of a document one is told once. */
  void match(UUID search, DocumentId document, Instant when) {
    try {
      jdbc.sql(
              "insert into saved_search_match (search_id, document_id, found_at, seen)"
                  + " values (?, ?, ?, false)")
          .params(search, document.value(), at(when))
          .update();
    } catch (DuplicateKeyException _) {
      // indexed again
    }
  }

  /** Newest first. */
  List<DocumentId> unseen(UUID search, Instant before, int most) {
    return jdbc.sql(
            """
            select document_id from saved_search_match
            where search_id = ? and not seen and found_at < ?
            order by found_at desc limit ?
            """)
        .params(search, at(before), most)
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .list();
  }

  void see(UUID search, Instant before) {
    jdbc.sql("update saved_search_match set seen = true where search_id = ? and found_at < ?")
        .params(search, at(before))
        .update();
  }

  private static SavedSearch search(ResultSet row) throws SQLException {
    return new SavedSearch(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("owner", UUID.class)),
        row.getString("name"),
        SavedQuery.parse(row.getString("query")),
        Alert.of(row.getString("alert")).orElse(Alert.NONE),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime at(Instant when) {
    return OffsetDateTime.ofInstant(when, ZoneOffset.UTC);
  }
}
