package io.cloister.models;

import io.cloister.governance.Boundary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is to be; what is null stays as it is, or takes its default when it is new.
 *
 * @param apiKey empty takes the key away
 * @param maxConcurrent 0 for all that come
 */
public record ConnectionSetting(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @Nullable Boundary boundary,
    @Nullable String region,
    @Nullable Map<String, String> headers,
    @Nullable List<OfferedModel> models,
    @Nullable Integer maxConcurrent) {

  /** As many calls at once as before. */
  public ConnectionSetting(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String baseUrl,
      @Nullable String apiKey,
      @Nullable Boundary boundary,
      @Nullable String region,
      @Nullable Map<String, String> headers,
      @Nullable List<OfferedModel> models) {
    this(name, kind, baseUrl, apiKey, boundary, region, headers, models, null);
  }

  /** The same, and so many calls at once. */
  public ConnectionSetting atOnce(@Nullable Integer calls) {
    return new ConnectionSetting(
        name, kind, baseUrl, apiKey, boundary, region, headers, models, calls);
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "ConnectionSetting[" + name + ", " + baseUrl + "]";
  }
}
