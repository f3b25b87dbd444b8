package io.cloister.models.connection;

import io.cloister.governance.Boundary;
import io.cloister.models.Embedder;
import io.cloister.models.ModelName;
import io.cloister.models.builtin.Reranker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What runs inside the process, as a connection. */
@Component
class BuiltinConnection {

  static final ConnectionId ID = new ConnectionId(new UUID(0, 1));

  private final Embedder embedder;
  private final @Nullable Reranker reranker;

  BuiltinConnection(Embedder embedder, @Nullable Reranker reranker) {
    this.embedder = embedder;
    this.reranker = reranker;
  }

  /** The model that passages are embedded by. */
  ModelName embeddingModel() {
    return new ModelName(Connection.Kind.BUILTIN.word(), embedder.name());
  }

  Connection get() {
    var models = new ArrayList<OfferedModel>();
    models.add(
        new OfferedModel(
            embedder.name(),
            List.of("embedding"),
            embedder.window(),
            0,
            0,
            ModelProfile.ofEmbedding(embedder.dimensions(), embedder.window())));
    if (reranker != null) {
      models.add(
          new OfferedModel(reranker.name(), List.of("rerank"), reranker.window(), 0, 0, null));
    }
    return new Connection(
        ID,
        Connection.Kind.BUILTIN.word(),
        Connection.Kind.BUILTIN,
        null,
        Connection.Key.NONE,
        Boundary.INSIDE,
        null,
        Map.of(),
        null,
        Map.of(),
        Connection.Tls.USUAL,
        Owner.DEPLOYMENT,
        false,
        null,
        false,
        models);
  }
}
