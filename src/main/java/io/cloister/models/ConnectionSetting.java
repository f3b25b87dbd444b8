package io.cloister.models;

import io.cloister.governance.Boundary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is to be; what is null stays as it is, or takes its default when it is new.
 *
 * @param apiKey empty takes the key away
 */
public record ConnectionSetting(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @Nullable Boundary boundary,
    @Nullable String region,
    @Nullable Map<String, String> headers,
    @Nullable List<OfferedModel> models) {

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "ConnectionSetting[" + name + ", " + baseUrl + "]";
  }
}
