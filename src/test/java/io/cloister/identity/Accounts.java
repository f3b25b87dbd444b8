package io.cloister.identity;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes people and groups for tests of other rooms. */
public final class Accounts {

  private Accounts() {}

  public static People people(JdbcClient jdbc, Clock clock) {
    return new People(jdbc, new PeopleRows(jdbc), new Passwords(), _ -> {}, clock);
  }

  public static Groups groups(JdbcClient jdbc, Clock clock) {
    return new Groups(jdbc, _ -> {}, clock);
  }
}
