package io.cloister.models;

import io.cloister.identity.Actor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The one door through which text reaches a model: routed, policed and logged. */
public interface ModelGateway {

  /** Whether any chat model is wired to {@code function} at all. */
  boolean isRouted(ModelFunction function);

  /** Asks and waits for the whole reply, at most the connection's total time limit. */
  ModelReply complete(ModelRequest request, Actor actor);

  /**
   * Asks and passes on each piece of text as it comes, on the calling thread.
   *
   * @param onText gets the pieces in order; together they are the reply's text
   * @param isStopped looked at often; once true the upstream call is aborted
   */
  ModelReply stream(
      ModelRequest request, Actor actor, Consumer<String> onText, BooleanSupplier isStopped);
}
