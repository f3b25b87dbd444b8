package io.cloister.governance;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Makes the trail for tests of other rooms. */
public final class AuditTrails {

  private AuditTrails() {}

  public static AuditTrail on(JdbcClient jdbc, JsonMapper json, Clock clock) {
    return new AuditTrail(jdbc, json, clock);
  }
}
