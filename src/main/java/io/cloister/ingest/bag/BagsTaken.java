package io.cloister.ingest.bag;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which bags were taken in. */
@Repository
class BagsTaken {

  private final JdbcClient jdbc;

  BagsTaken(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean has(UUID bag) {
    return jdbc.sql("select count(*) from bag_taken where id = ?")
            .param(bag)
            .query(Integer.class)
            .single()
        > 0;
  }

  Optional<BagTaken> latest() {
    return jdbc.sql("select * from bag_taken order by taken_at desc limit 1")
        .query((row, _) ->
            new BagTaken(
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                row.getString("taken_by"),
                row.getInt("collections"),
                row.getInt("documents"),
                row.getInt("versions"),
                row.getInt("rights_without_subject")))
        .optional();
  }

  @Transactional
  public void add(UUID bag, BagTaken taken) {
    jdbc.sql(
            """
            insert into bag_taken (id, taken_at, taken_by, collections, documents, versions,
              rights_without_subject)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            bag,
            taken.at().atOffset(ZoneOffset.UTC),
            taken.by(),
            taken.collections(),
            taken.documents(),
            taken.versions(),
            taken.rightsWithoutSubject())
        .update();
  }
}
