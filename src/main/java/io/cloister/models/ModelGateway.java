package io.cloister.models;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The one door through which text reaches a model: routed, policed and logged. */
public interface ModelGateway {

  /** Whether any model is wired to {@code function} at all, for this actor's calls. */
  boolean isRouted(ModelFunction function, Actor actor);

  /**
   * Whether text of {@code label} may be sent to any model that is wired to {@code function} for
   * this actor's calls.
   */
  boolean maySend(ModelFunction function, Label label, Actor actor);

  /**
   * The models that {@code actor} may choose for {@code function}, those included that text of
   * {@code label} may not be sent to.
   */
  List<ModelChoice> choices(ModelFunction function, Label label, Actor actor);

  /** Asks and waits for the whole reply, at most the connection's total time limit. */
  ModelReply complete(ModelRequest request, Actor actor);

  /**
   * Asks and passes on each piece of text as it comes, on the calling thread.
   *
   * @param onText gets the pieces in order; together they are the reply's text
   * @param isStopped looked at often; once true the upstream call is aborted
   */
  default ModelReply stream(
      ModelRequest request, Actor actor, Consumer<String> onText, BooleanSupplier isStopped) {
    return stream(request, actor, onText, isStopped, Watcher.NONE);
  }

  /** The same, and somebody watches what happens before the first piece. */
  ModelReply stream(
      ModelRequest request,
      Actor actor,
      Consumer<String> onText,
      BooleanSupplier isStopped,
      Watcher watcher);

  /**
   * Has texts weighed by the models routed to {@link ModelFunction#RERANK}, with all that holds for
   * any other call: boundary, budget, log. Nothing is asked twice, as somebody waits for a search.
   */
  RerankReply rerank(RerankRequest request, Actor actor);

  /** Told on the calling thread. */
  interface Watcher {

    /** Nobody watches. */
    Watcher NONE = new Watcher() {};

    /** The connection is busy; the caller has this place in its queue, from 1. */
    default void queued(int place) {}

    /** It was longer than the model takes, and is asked with less in it. */
    default void shortened() {}
  }
}
