package io.cloister.models.traffic;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.connection.ConnectionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How busy each connection is at this moment, and whether it is left alone. */
@Service
public class ConnectionStates {

  private final Turns turns;
  private final Breakers breakers;

  ConnectionStates(Turns turns, Breakers breakers) {
    this.turns = turns;
    this.breakers = breakers;
  }

  /**
   * @param asked calls that it works on
   * @param waiting calls that wait for their turn
   * @param pause how long it is left alone after failing; null if it is not
   */
  public record State(int asked, int waiting, @Nullable Duration pause) {

    public boolean isBusy() {
      return asked > 0 || waiting > 0;
    }
  }

  public State now(ConnectionId id, Actor actor) {
    actor.require(Role.ADMIN, "see the connections of models");
    var load = turns.load(id);
    return new State(load.asked(), load.waiting(), breakers.pause(id));
  }
}
