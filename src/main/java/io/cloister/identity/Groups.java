package io.cloister.identity;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The groups there are. */
@Repository
public class Groups {

  private final JdbcClient jdbc;

  Groups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All groups, by name. */
  public List<Group> all() {
    return jdbc.sql("select id, name from account_group order by name")
        .query((row, _) -> new Group(new GroupId(row.getObject(1, UUID.class)), row.getString(2)))
        .list();
  }
}
