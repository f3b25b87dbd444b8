package io.cloister.models.alert;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes parts of alerts for tests of the room. */
public final class AlertParts {

  private AlertParts() {}

  public static AlertRows rows(JdbcClient jdbc) {
    return new AlertRows(jdbc);
  }
}
