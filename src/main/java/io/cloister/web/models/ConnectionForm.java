package io.cloister.web.models;

import io.cloister.governance.Boundary;
import io.cloister.models.Connection;
import io.cloister.models.ConnectionSetting;
import io.cloister.models.OfferedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the fields of a connection's form.
 *
 * @param kind null for a connection that is there already: it stays
 * @param apiKey empty to leave the key as it is
 * @param models the names of chat models, one a line
 * @param removeKey whether the key is to be forgotten
 * @param maxConcurrent how many calls at once; empty for all that come
 */
record ConnectionForm(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @Nullable String boundary,
    @Nullable String region,
    @Nullable String models,
    @Nullable Boolean removeKey,
    @Nullable String maxConcurrent) {

  static ConnectionForm of(Connection connection) {
    return new ConnectionForm(
        connection.name(),
        null,
        String.valueOf(connection.baseUrl()),
        "",
        connection.boundary().word(),
        connection.region() == null ? "" : connection.region(),
        connection.models().stream().map(OfferedModel::name).collect(Collectors.joining("\n")),
        false,
        connection.maxConcurrent() == null ? "" : connection.maxConcurrent().toString());
  }

  /** What is known of models that stay is kept. */
  ConnectionSetting toSetting(List<OfferedModel> before) {
    var chosen = new LinkedHashMap<String, OfferedModel>();
    for (var line : text(models).lines().toList()) {
      var name = line.strip();
      if (!name.isEmpty()) {
        chosen.put(
            name,
            before.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseGet(() -> chat(name)));
      }
    }
    var key = text(apiKey).isBlank() ? null : apiKey;
    return new ConnectionSetting(
        text(name),
        kind,
        text(baseUrl),
        Boolean.TRUE.equals(removeKey) ? "" : key,
        boundary == null ? null : Boundary.of(boundary),
        text(region),
        null,
        List.copyOf(chosen.values()),
        atOnce());
  }

  /** 0 for all that come; what is no number is refused as any that is too high. */
  private Integer atOnce() {
    var entered = text(maxConcurrent).strip();
    if (entered.isEmpty()) {
      return 0;
    }
    return entered.matches("\\d{1,4}") ? Integer.valueOf(entered) : Integer.MAX_VALUE;
  }

  private static OfferedModel chat(String name) {
    return new OfferedModel(name, List.of("chat"), null, 0, 0, null);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "ConnectionForm[" + name + "]";
  }
}
