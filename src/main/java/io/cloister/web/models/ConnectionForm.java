package io.cloister.web.models;

import io.cloister.governance.Boundary;
import io.cloister.identity.GroupId;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.connection.Owner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 * @param headers one a line, as {@code Name: value}
 * @param secretHeaders likewise; only those that are new or change
 * @param removeHeaders the names of secret headers that are to be forgotten
 * @param authority PEM
 * @param certificate PEM
 * @param certificateKey PEM; empty to leave it as it is
 * @param owner the id of the group whose it is; empty for the deployment
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
    @Nullable String maxConcurrent,
    @Nullable String headers,
    @Nullable String secretHeaders,
    @Nullable List<String> removeHeaders,
    @Nullable String authority,
    @Nullable String certificate,
    @Nullable String certificateKey,
    @Nullable String owner,
    @Nullable Boolean openToPeople) {

  /** What a new one begins with. */
  static ConnectionForm empty(
      String name, String kind, String baseUrl, Boundary boundary, String region) {
    return new ConnectionForm(
        name,
        kind,
        baseUrl,
        "",
        boundary.word(),
        region,
        "",
        false,
        "",
        "",
        "",
        null,
        "",
        "",
        "",
        "",
        false);
  }

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
        connection.maxConcurrent() == null ? "" : connection.maxConcurrent().toString(),
        connection.headers().entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .sorted()
            .collect(Collectors.joining("\n")),
        "",
        null,
        text(connection.tls().authority()),
        text(connection.tls().certificate()),
        "",
        connection.owner().id() == null ? "" : connection.owner().id().toString(),
        connection.openToPeople());
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
        HeaderLines.of(headers, "headers"),
        List.copyOf(chosen.values()),
        atOnce(),
        changedHeaders(),
        new ConnectionSetting.Tls(
            text(authority),
            text(certificate),
            text(certificateKey).isBlank() ? null : certificateKey),
        whose(),
        Boolean.TRUE.equals(openToPeople));
  }

  private @Nullable Owner whose() {
    if (owner == null) {
      return null;
    }
    try {
      return owner.isBlank() ? Owner.DEPLOYMENT : Owner.of(new GroupId(UUID.fromString(owner)));
    } catch (IllegalArgumentException e) {
      throw SettingRefused.ofOwner();
    }
  }

  private Map<String, String> changedHeaders() {
    var changed = new LinkedHashMap<String, String>();
    if (removeHeaders != null) {
      removeHeaders.forEach(name -> changed.put(name, ""));
    }
    changed.putAll(HeaderLines.of(secretHeaders, "secretHeaders"));
    return changed;
  }

  /** Whether something is set that the form keeps folded up. */
  public boolean hasMore() {
    return !text(headers).isBlank()
        || !text(secretHeaders).isBlank()
        || !text(authority).isBlank()
        || !text(certificate).isBlank();
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

  /** All that it shows, in the same words whenever it is the same; secrets are not among it. */
  String shown() {
    return List.of(
            text(name),
            text(baseUrl),
            text(boundary),
            text(region),
            text(models),
            text(maxConcurrent),
            text(headers),
            text(authority),
            text(certificate),
            text(owner),
            String.valueOf(openToPeople))
        .toString();
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "ConnectionForm[" + name + "]";
  }
}
