package io.cloister.library;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;

/**
 * Two who write the same at the same moment: the database takes one of them. Nothing of the other
 * was kept, and sent again it meets what is there now.
 */
public final class AtOnce {

  /** Of H2: a child, a key or a parent that came or went, a deadlock, a lock, a changed row. */
  private static final Set<String> STATES =
      Set.of("23503", "23505", "23506", "40001", "HYT00", "90131");

  private AtOnce() {}

  /** Whether that is why a write failed. */
  public static boolean isBehind(DataAccessException e) {
    return e instanceof ConcurrencyFailureException
        || (e.getMostSpecificCause() instanceof SQLException sql
            && STATES.contains(sql.getSQLState()));
  }

  /** What the one who came second is told. */
  public static Conflict conflict() {
    return new Conflict(
        "changed-meanwhile",
        "Somebody else changed the same at this moment, and nothing was done",
        "Send it again; it then meets what is there now.");
  }
}
