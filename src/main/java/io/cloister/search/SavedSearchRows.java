package io.cloister.search;

import io.cloister.identity.UserId;
import io.cloister.library.DocumentId;
import io.cloister.search.SavedSearch.Alert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Saved searches and their matches as rows. */
@Component
class SavedSearchRows {

  private static final String SELECT =
      "select id, owner, name, query, alert, mails, created_at from saved_search ";

  private final JdbcClient jdbc;
  private final Map<String, SavedQuery> watched = new ConcurrentHashMap<>(); // as they were read

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
    var written = new HashSet<String>();
    var all =
        jdbc.sql(SELECT + "where alert <> ?")
            .param(Alert.NONE.word())
            .query((row, _) -> {
              written.add(row.getString("query"));
              return search(
                  row, watched.computeIfAbsent(row.getString("query"), SavedQuery::parse));
            })
            .list();
    watched.keySet().retainAll(written);
    return all;
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

  /**
   * @param anew whether what was found so far is not to be mailed
   */
  void change(UUID id, Alert alert, boolean mails, boolean anew) {
    if (anew) {
      jdbc.sql("update saved_search_match set mailed = true where search_id = ?")
          .param(id)
          .update();
    }
    jdbc.sql("update saved_search set alert = ?, mails = ? where id = ?")
        .params(alert.word(), mails, id)
        .update();
  }

  void delete(UUID id) {
    jdbc.sql("delete from saved_search where id = ?").param(id).update();
  }

  /** Does nothing if it is known already: of a document one is told once. */
  void match(SavedSearch search, DocumentId document, Instant when) {
    try {
      jdbc.sql(
              "insert into saved_search_match (search_id, document_id, found_at, seen, mailed)"
                  + " values (?, ?, ?, false, ?)")
          .params(search.id(), document.value(), at(when), !search.mails())
          .update();
    } catch (DataIntegrityViolationException _) {
      // indexed again, or one of the two went away meanwhile
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
    return search(row, SavedQuery.parse(row.getString("query")));
  }

  private static SavedSearch search(ResultSet row, SavedQuery query) throws SQLException {
    return new SavedSearch(
        row.getObject("id", UUID.class),
        new UserId(row.getObject("owner", UUID.class)),
        row.getString("name"),
        query,
        Alert.of(row.getString("alert")).orElse(Alert.NONE),
        row.getBoolean("mails"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime at(Instant when) {
    return OffsetDateTime.ofInstant(when, ZoneOffset.UTC);
  }
}
