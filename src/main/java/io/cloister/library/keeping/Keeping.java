package io.cloister.library.keeping;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.CollectionId;
import io.cloister.library.Conflict;
import io.cloister.library.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rules by which collections keep their documents, as administrators set them. */
@Repository
public class Keeping {

  private final JdbcClient jdbc;
  private final AuditTrail audit;

  Keeping(JdbcClient jdbc, AuditTrail audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  public KeepingRule of(CollectionId collection) {
    return jdbc.sql(
            "select keep_days, bin_days, hold from collection_keeping where collection_id = ?")
        .param(collection.value())
        .query((row, _) -> rule(row))
        .optional()
        .orElse(KeepingRule.NONE);
  }

  /** All collections that have a rule. */
  public Map<CollectionId, KeepingRule> all() {
    return jdbc
        .sql("select collection_id, keep_days, bin_days, hold from collection_keeping")
        .query((row, _) ->
            Map.entry(new CollectionId(row.getObject("collection_id", UUID.class)), rule(row)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * @throws io.cloister.identity.NotAllowed unless an administrator asks
   */
  @Transactional
  public void set(CollectionId collection, KeepingRule rule, Actor actor) {
    actor.require(Role.ADMIN, "set how long documents are kept");
    // two who set it at once: one after the other
    jdbc.sql("select id from collection where id = ? for update")
        .param(collection.value())
        .query(UUID.class)
        .optional();
    jdbc.sql("delete from collection_keeping where collection_id = ?")
        .param(collection.value())
        .update();
    if (!rule.equals(KeepingRule.NONE)) {
      jdbc.sql(
              "insert into collection_keeping (collection_id, keep_days, bin_days, hold)"
                  + " values (?, ?, ?, ?)")
          .params(Arrays.asList(collection.value(), rule.keepDays(), rule.binDays(), rule.hold()))
          .update();
    }
    audit.record(
        actor,
        AuditEvent.of("collection.keeping", "collection", collection)
            .with("keepDays", String.valueOf(rule.keepDays()))
            .with("binDays", String.valueOf(rule.binDays()))
            .with("hold", rule.hold() != null));
  }

  /**
   * Makes sure that the document may be purged or leave its collection. A hold that is set
   * meanwhile waits for the caller's transaction.
   *
   * @throws Conflict if its collection is under a hold
   */
  public void requireFree(DocumentId document) {
    jdbc.sql(
            """
            select k.hold from collection_keeping k
            join document d on d.collection_id = k.collection_id
            where d.id = ? and k.hold is not null
            """)
        .param(document.value())
        .query(String.class)
        .optional()
        .ifPresent(reason -> {
          throw new Conflict(
              "on-hold",
              "The collection is under a legal hold, so nothing of it is removed: " + reason,
              "Ask an administrator whether the hold can be lifted.");
        });
  }

  private static KeepingRule rule(ResultSet row) throws SQLException {
    return new KeepingRule(
        row.getObject("keep_days", Integer.class),
        row.getObject("bin_days", Integer.class),
        row.getString("hold"));
  }
}
