package io.cloister.models.connection;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Makes parts of connections for tests of the room. */
public final class ConnectionParts {

  private ConnectionParts() {}

  public static SecretRows secretRows(JdbcClient jdbc, JsonMapper json) {
    return new SecretRows(jdbc, new ConnectionRows(jdbc, json, Clock.systemUTC()));
  }
}
