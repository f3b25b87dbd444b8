package io.cloister.models.connection;

import io.cloister.governance.Boundary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is to be; what is null stays as it is, or takes its default when it is new.
 *
 * @param apiKey empty takes the key away
 * @param maxConcurrent 0 for all that come
 * @param owner the deployment or a group
 * @param openToPeople whether anybody may use its address with a key of their own
 * @param secretHeaders those that change, by name; an empty value takes one away
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
    @Nullable Integer maxConcurrent,
    @Nullable Map<String, String> secretHeaders,
    @Nullable Tls tls,
    @Nullable Owner owner,
    @Nullable Boolean openToPeople) {

  /** Everything else as before. */
  public ConnectionSetting(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String baseUrl,
      @Nullable String apiKey,
      @Nullable Boundary boundary,
      @Nullable String region,
      @Nullable Map<String, String> headers,
      @Nullable List<OfferedModel> models) {
    this(
        name, kind, baseUrl, apiKey, boundary, region, headers, models, null, null, null, null,
        null);
  }

  /** The same, and so many calls at once. */
  public ConnectionSetting atOnce(@Nullable Integer calls) {
    return new ConnectionSetting(
        name,
        kind,
        baseUrl,
        apiKey,
        boundary,
        region,
        headers,
        models,
        calls,
        secretHeaders,
        tls,
        owner,
        openToPeople);
  }

  /**
   * All in PEM; what is null stays, what is empty is taken away.
   *
   * @param certificateKey goes with its certificate and is never shown again
   */
  public record Tls(
      @Nullable String authority, @Nullable String certificate, @Nullable String certificateKey) {

    /** Without the key: records print what they hold. */
    @Override
    public String toString() {
      return "Tls[]";
    }
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "ConnectionSetting[" + name + ", " + baseUrl + "]";
  }
}
