package io.cloister.drafting;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.models.ModelChoice;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.RerankReply;
import io.cloister.models.RerankRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A model that says what a test has it say. */
final class Scripted implements ModelGateway {

  final List<ModelRequest> asked = new ArrayList<>();
  final UnaryOperator<String> says;
  ModelReply reply;
  int diesAfter = Integer.MAX_VALUE;

  Scripted(UnaryOperator<String> says) {
    this.says = says;
  }

  @Override
  public boolean maySend(ModelFunction function, Label label, Actor actor) {
    return isRouted(function, actor);
  }

  @Override
  public boolean isRouted(ModelFunction function, Actor actor) {
    return true;
  }

  @Override
  public List<ModelChoice> choices(ModelFunction function, Label label, Actor actor) {
    return List.of();
  }

  @Override
  public ModelReply complete(ModelRequest request, Actor actor) {
    if (asked.size() >= diesAfter) {
      throw new IllegalStateException("the process dies");
    }
    asked.add(request);
    return reply == null ? completed(says.apply(request.user())) : reply;
  }

  @Override
  public ModelReply stream(
      ModelRequest request,
      Actor actor,
      Consumer<String> onText,
      BooleanSupplier isStopped,
      Watcher watcher) {
    return complete(request, actor);
  }

  @Override
  public RerankReply rerank(RerankRequest request, Actor actor) {
    return new RerankReply.NoRoute();
  }

  static ModelReply completed(String text) {
    return new ModelReply.Completed(
        text, "scripted/one", true, new ModelReply.Usage(1, 1, false, 0, 1));
  }
}
