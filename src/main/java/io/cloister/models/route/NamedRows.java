package io.cloister.models.route;

import io.cloister.models.ModelName;
import io.cloister.models.connection.Connection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a row names a model: by its connection's id, or by none if it is built in. */
final class NamedRows {

  private NamedRows() {}

  static ModelName model(@Nullable String connection, String model) {
    return new ModelName(connection == null ? Connection.Kind.BUILTIN.word() : connection, model);
  }

  /** It has been found among {@code connections} before. */
  static @Nullable UUID id(ModelName name, List<Connection> connections) {
    var named =
        connections.stream()
            .filter(each -> each.name().equals(name.connection()))
            .findFirst()
            .orElseThrow();
    return named.isBuiltin() ? null : named.id().value();
  }
}
