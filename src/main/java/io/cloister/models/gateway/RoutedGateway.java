package io.cloister.models.gateway;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.models.ModelChoice;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.RerankReply;
import io.cloister.models.RerankRequest;
import io.cloister.models.call.ModelCall;
import io.cloister.models.call.RoutedCall;
import io.cloister.models.catalogue.CatalogueEntry;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.rerank.RerankCall;
import io.cloister.models.route.Routes;
import io.cloister.models.shadow.ShadowCalls;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Asks the models of a function's route one after the other until one answers, never one that a
 * policy forbids, and writes down each that was asked.
 */
@Component
final class RoutedGateway implements ModelGateway {

  private final RoutedCall.Means means;
  private final ShadowCalls shadows;
  private final RerankCall.Means rankers;

  RoutedGateway(RoutedCall.Means means, ShadowCalls shadows, RerankCall.Means rankers) {
    this.means = means;
    this.shadows = shadows;
    this.rankers = rankers;
  }

  @Override
  public boolean isRouted(ModelFunction function, Actor actor) {
    return means.agents().isOn(function)
        && means.whose().isAsked(means.routes().all(function), function, actor);
  }

  @Override
  public boolean maySend(ModelFunction function, Label label, Actor actor) {
    var request = new ModelRequest(function, label, "", "", 1, null, null);
    return means.agents().isOn(function)
        && means.whose().choice(means.routes().choice(request), function, actor).steps().stream()
            .anyMatch(step -> means.routes().objection(step.connection(), label) == null);
  }

  @Override
  public List<ModelChoice> choices(ModelFunction function, Label label, Actor actor) {
    return means.calls().connections().usedFor(actor).stream()
        .flatMap(connection ->
            connection.models().stream()
                .filter(model -> model.isFor(function.kind()))
                .filter(model -> means.catalogue().isOpen(connection, model, actor))
                .map(model -> choice(connection, model, label)))
        .sorted(Comparator.comparing(choice -> choice.name().toString()))
        .toList();
  }

  private ModelChoice choice(Connection connection, OfferedModel model, Label label) {
    var entry = means.catalogue().entry(connection, model);
    return new ModelChoice(
        new ModelName(connection.name(), model.name()),
        connection.boundary(),
        entry.map(CatalogueEntry::description).orElse(null),
        entry.map(CatalogueEntry::quality).orElse(null),
        model.inputMicrosPerMillionTokens(),
        model.outputMicrosPerMillionTokens(),
        means.routes().objection(connection, label));
  }

  @Override
  public ModelReply complete(ModelRequest request, Actor actor) {
    return routed(
        request,
        actor,
        new ModelCall.Caller(
            null, () -> Thread.currentThread().isInterrupted(), Watcher.NONE, deadline(request)));
  }

  @Override
  public ModelReply stream(
      ModelRequest request,
      Actor actor,
      Consumer<String> onText,
      BooleanSupplier isStopped,
      Watcher watcher) {
    return routed(
        request, actor, new ModelCall.Caller(onText, isStopped, watcher, deadline(request)));
  }

  @Override
  public RerankReply rerank(RerankRequest request, Actor actor) {
    return new RerankCall(rankers, request, actor).run();
  }

  private ModelReply routed(ModelRequest request, Actor actor, ModelCall.Caller caller) {
    var reply = new RoutedCall(means, request, actor, caller).run();
    shadows.follow(request, actor, reply);
    return reply;
  }

  /** Asks this model and no other, whatever is routed. */
  ModelReply only(
      Routes.Step step,
      ModelRequest request,
      Actor actor,
      Consumer<String> onText,
      BooleanSupplier isStopped,
      Watcher watcher) {
    return new RoutedCall(
            means,
            request,
            actor,
            new ModelCall.Caller(onText, isStopped, watcher, deadline(request)))
        .run(new Routes.Choice("by name", List.of(step)));
  }

  private long deadline(ModelRequest request) {
    var properties = means.calls().properties();
    var most =
        request.function() == ModelFunction.TRANSCRIBE ? properties.hearing() : properties.total();
    return System.nanoTime() + most.toNanos();
  }
}
