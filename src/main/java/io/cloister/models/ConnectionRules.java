package io.cloister.models;

import io.cloister.egress.AllowedHost;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a connection must keep to before it is stored. */
final class ConnectionRules {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:@-]{0,99}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Pattern SECRET_HEADER =
      Pattern.compile("authorization|cookie|.*(api-?key|token|secret|password).*");
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "content-length", "content-type", "connection", "transfer-encoding", "accept");
  private static final int MOST_MODELS = 200;

  private ConnectionRules() {}

  static String name(@Nullable String name) {
    var stripped = name == null ? "" : name.strip();
    if (!NAME.matcher(stripped).matches()) {
      throw new SettingRefused(
          "name",
          "invalid",
          "A connection needs a name of at most 100 letters, digits, spaces and ._:@-",
          "Choose a short name without a slash, as 'local'.");
    }
    if (stripped.toLowerCase(Locale.ROOT).matches("builtin|cloister")) {
      throw new SettingRefused("name", "name-taken", "This name is reserved", "Choose another.");
    }
    return stripped;
  }

  static URI baseUrl(@Nullable String text) {
    var stripped = text == null ? "" : text.strip();
    try {
      var uri =
          new URI(stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped);
      AllowedHost.of(uri, "");
      if (uri.getRawQuery() != null || uri.getRawFragment() != null || stripped.length() > 1000) {
        throw new IllegalArgumentException("an address has no part behind a ? or #");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw badAddress("it is not an address");
    } catch (IllegalArgumentException e) {
      throw badAddress(String.valueOf(e.getMessage()));
    }
  }

  private static SettingRefused badAddress(String why) {
    return new SettingRefused(
        "baseUrl",
        "invalid",
        "This base address cannot be used: " + why,
        "Give the part before /chat/completions, as http://127.0.0.1:11434/v1.");
  }

  static @Nullable String key(@Nullable String key) {
    if (key == null || key.isBlank()) {
      return null;
    }
    var stripped = key.strip();
    if (stripped.length() > 4000 || !stripped.chars().allMatch(c -> c > 32 && c < 127)) {
      throw new SettingRefused(
          "apiKey",
          "invalid",
          "A key is one word of at most 4000 plain characters",
          "Copy it again, without line breaks.");
    }
    return stripped;
  }

  static Map<String, String> headers(@Nullable Map<String, String> headers) {
    var wanted = headers == null ? Map.<String, String>of() : headers;
    if (wanted.size() > 20) {
      throw badHeader("there are more than 20");
    }
    wanted.forEach((name, value) -> {
      var lower = name.toLowerCase(Locale.ROOT);
      if (SECRET_HEADER.matcher(lower).matches()) {
        throw badHeader("'" + name + "' looks like a secret, which belongs into the key");
      }
      if (!HEADER.matcher(name).matches() || OWN_HEADERS.contains(lower)) {
        throw badHeader("'" + name + "' cannot be set");
      }
      if (value.length() > 500 || !value.chars().allMatch(c -> c >= 32 && c < 127)) {
        throw badHeader("the value of '" + name + "' is not one plain line");
      }
    });
    return Map.copyOf(wanted);
  }

  private static SettingRefused badHeader(String why) {
    return new SettingRefused(
        "headers", "invalid", "These headers cannot be used: " + why, "Change or remove it.");
  }

  static List<OfferedModel> models(@Nullable List<OfferedModel> models) {
    var wanted = models == null ? List.<OfferedModel>of() : models;
    var seen = new HashSet<String>();
    for (var model : wanted) {
      if (model.name().isBlank() || model.name().length() > 300) {
        throw badModel("a model's name has 1 to 300 characters");
      }
      if (!seen.add(model.name())) {
        throw badModel("'" + model.name() + "' is there twice");
      }
      if (model.kinds().isEmpty() || !OfferedModel.KINDS.containsAll(model.kinds())) {
        throw badModel("kinds are " + String.join(", ", OfferedModel.KINDS));
      }
      if (model.inputMicrosPerMillionTokens() < 0 || model.outputMicrosPerMillionTokens() < 0) {
        throw badModel("a price is not below 0");
      }
      if (model.contextTokens() != null && model.contextTokens() < 1) {
        throw badModel("contextTokens is at least 1");
      }
    }
    if (wanted.size() > MOST_MODELS) {
      throw badModel("there are more than " + MOST_MODELS);
    }
    return List.copyOf(wanted);
  }

  private static SettingRefused badModel(String why) {
    return new SettingRefused(
        "models", "invalid", "These models cannot be used: " + why, "Change the list of models.");
  }
}
