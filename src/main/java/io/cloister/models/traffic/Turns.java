package io.cloister.models.traffic;

import io.cloister.identity.UserId;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets no more calls at a connection than it serves at once. The others wait: those of one person
 * in their order, the persons in turn, so that whoever asks much does not keep the others waiting.
 * Safe for concurrent use.
 */
@Component
public final class Turns {

  private final ModelProperties properties;
  private final Map<ConnectionId, Line> lines = new ConcurrentHashMap<>();

  Turns(ModelProperties properties) {
    this.properties = properties;
  }

  /** What came of waiting. */
  public sealed interface Turn {

    /** It may ask now; to be closed when the call has ended. */
    non-sealed interface Taken extends Turn, AutoCloseable {
      @Override
      void close();
    }

    /**
     * The call's turn came, but what it would send may not be sent any more.
     *
     * @param rule that forbids it
     */
    record Forbidden(String rule) implements Turn {}

    /** As many wait as may, or it gave way to one with fewer, or waited as long as it would. */
    record TooBusy() implements Turn {}

    /** The caller gave up. */
    record GivenUp() implements Turn {}
  }

  /**
   * How busy a connection is.
   *
   * @param asked calls that it works on
   * @param waiting calls that wait for their turn
   */
  public record Load(int asked, int waiting) {}

  public Load load(ConnectionId id) {
    var line = lines.get(id);
    return line == null ? new Load(0, 0) : line.load();
  }

  /** Whether a call that comes now is sent away unless somebody makes room. */
  public boolean isFull(Connection connection) {
    var most = connection.maxConcurrent();
    var now = load(connection.id());
    return most != null && now.asked() >= most && now.waiting() >= properties.queue();
  }

  /**
   * Waits for the caller's turn on the calling thread.
   *
   * @param patience how long at most
   * @param isStopped looked at often; once true the place is given up
   * @param onPlace told the place in the queue, from 1, whenever it changes
   */
  public Turn take(
      Connection connection,
      UserId person,
      Duration patience,
      BooleanSupplier isStopped,
      IntConsumer onPlace) {
    int most = connection.maxConcurrent() == null ? Integer.MAX_VALUE : connection.maxConcurrent();
    Turn turn = null;
    while (turn == null) {
      turn =
          lines
              .computeIfAbsent(connection.id(), this::line)
              .take(most, person, patience, isStopped, onPlace);
    }
    return turn;
  }

  /**
   * The same for what may change while it waits.
   *
   * @param objection looked at once the turn has come; null if nothing speaks against sending
   */
  public Turn take(
      Connection connection,
      UserId person,
      Duration patience,
      BooleanSupplier isStopped,
      IntConsumer onPlace,
      Supplier<@Nullable String> objection) {
    var turn = take(connection, person, patience, isStopped, onPlace);
    if (!(turn instanceof Turn.Taken taken)) {
      return turn;
    }
    boolean isTaken = false;
    try {
      var rule = objection.get();
      isTaken = rule == null;
      return rule == null ? taken : new Turn.Forbidden(rule);
    } finally {
      if (!isTaken) {
        taken.close();
      }
    }
  }

  private Line line(ConnectionId id) {
    return new Line(properties.queue(), line -> lines.remove(id, line));
  }
}
