package io.cloister.models;

import io.cloister.identity.Actor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Nothing is wired to any function yet. */
@Component
final class RoutedGateway implements ModelGateway {

  @Override
  public boolean isRouted(ModelFunction function) {
    return false;
  }

  @Override
  public ModelReply complete(ModelRequest request, Actor actor) {
    return new ModelReply.NoRoute();
  }

  @Override
  public ModelReply stream(
      ModelRequest request, Actor actor, Consumer<String> onText, BooleanSupplier isStopped) {
    return new ModelReply.NoRoute();
  }
}
