package io.cloister.models.embed;

import io.cloister.governance.Boundary;
import io.cloister.models.Embedder;
import io.cloister.models.Embedders;
import io.cloister.models.ModelName;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.Owner;
import io.cloister.models.route.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The built-in embedder, and one for each embedding model of the deployment's connections. */
@Component
final class RoutedEmbedders implements Embedders {

  private static final String KIND = "embedding";

  private final Embedder builtin;
  private final Connections connections;
  private final ConnectionEmbedder.Means means;

  RoutedEmbedders(Embedder builtin, Connections connections, ConnectionEmbedder.Means means) {
    this.builtin = builtin;
    this.connections = connections;
    this.means = means;
  }

  @Override
  public List<Offer> offers() {
    var offers = new ArrayList<Offer>();
    offers.add(new Offer(connections.embeddingModel(), true, 0));
    for (var connection : connections.all()) {
      boolean isOurs = connection.owner().kind() == Owner.Kind.DEPLOYMENT;
      if (isOurs && !connection.isBuiltin()) {
        connection.models().stream()
            .filter(model -> model.isFor(KIND))
            .map(model ->
                new Offer(
                    new Routes.Step(connection, model).name(),
                    connection.boundary() != Boundary.PUBLIC,
                    model.inputMicrosPerMillionTokens()))
            .forEach(offers::add);
      }
    }
    return offers;
  }

  @Override
  public Optional<Embedder> named(ModelName name) {
    if (name.equals(connections.embeddingModel())) {
      return Optional.of(builtin);
    }
    return offers().stream().anyMatch(offer -> offer.name().equals(name))
        ? Optional.of(new ConnectionEmbedder(means, name))
        : Optional.empty();
  }
}
