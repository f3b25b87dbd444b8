package io.cloister.models.connection;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.cloister.egress.AllowedHost;
import io.cloister.models.SettingRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a connection must keep to before it is stored. */
final class ConnectionRules {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:@+-]{0,99}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Pattern SECRET_HEADER =
      Pattern.compile("authorization|cookie|.*(api-?key|token|secret|password).*");
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "content-length", "content-type", "connection", "transfer-encoding", "accept");
  private static final int LONGEST_FITTING = 95; // with room for a number
  private static final int MOST_MODELS = 200;
  private static final int MOST_AT_ONCE = 1_000;
  private static final Pattern API_VERSION = Pattern.compile("api-version=[A-Za-z0-9-]{1,40}");
  private static final Pattern OWN_PATHS =
      Pattern.compile("(/(chat/completions|messages|embeddings|models|api/chat))?/*$");
  private static final Pattern OLLAMA_PATHS = Pattern.compile("(/v1|/api)$");

  private ConnectionRules() {}

  static String name(@Nullable String name) {
    var stripped = name == null ? "" : name.strip();
    if (!NAME.matcher(stripped).matches()) {
      throw new SettingRefused(
          "name",
          "invalid",
          "A connection needs a name of at most 100 letters, digits, spaces and ._:@+-",
          "Choose a short name without a slash, as 'local'.");
    }
    if (stripped.toLowerCase(Locale.ROOT).matches("builtin|cloister")) {
      throw new SettingRefused("name", "name-taken", "This name is reserved", "Choose another.");
    }
    return stripped;
  }

  /** What a name is made of that nobody chose: as it was as far as it may be, and not too long. */
  static String fitting(String text) {
    var plain = text.replaceAll("[^\\p{L}\\p{N} ._:@+-]", "-");
    var begun = plain.matches("[\\p{L}\\p{N}].*") ? plain : "x" + plain;
    return begun.substring(0, Math.min(begun.length(), LONGEST_FITTING)).strip();
  }

  static Connection.Kind kind(@Nullable String word) {
    var known = Arrays.stream(Connection.Kind.values()).filter(kind -> !isBuiltin(kind)).toList();
    return Connection.Kind.of(word == null ? Connection.Kind.OPENAI_COMPATIBLE.word() : word)
        .filter(known::contains)
        .orElseThrow(() ->
            new SettingRefused(
                "kind",
                "kind-unsupported",
                "This kind of connection cannot be made: " + word,
                "Kinds are "
                    + known.stream().map(Connection.Kind::word).collect(joining(", "))
                    + "; most servers of models speak openai-compatible."));
  }

  private static boolean isBuiltin(Connection.Kind kind) {
    return kind == Connection.Kind.BUILTIN;
  }

  /** Without what the dialect puts behind it, which people copy along from a provider's page. */
  static URI baseUrl(@Nullable String text, Connection.Kind kind) {
    var stripped = text == null ? "" : text.strip();
    var usual = kind.usualAddress();
    if (stripped.isEmpty() && usual != null) {
      return usual;
    }
    try {
      var uri = new URI(stripped);
      boolean bare = uri.getPath() == null || uri.getPath().matches("/*");
      if (usual != null && bare && Objects.equals(usual.getAuthority(), uri.getAuthority())) {
        return usual;
      }
      AllowedHost.of(uri, "");
      var query = uri.getRawQuery();
      boolean version = kind == Connection.Kind.AZURE_OPENAI && query != null;
      if (version && !API_VERSION.matcher(query).matches()) {
        throw new IllegalArgumentException("behind the ? there may be only api-version=…");
      }
      if ((!version && query != null) || uri.getRawFragment() != null || stripped.length() > 1000) {
        throw new IllegalArgumentException("an address has no part behind a ? or #");
      }
      var place = query == null ? stripped : stripped.substring(0, stripped.indexOf('?'));
      var base = OWN_PATHS.matcher(place).replaceFirst("");
      if (kind == Connection.Kind.OLLAMA) {
        base = OLLAMA_PATHS.matcher(base).replaceFirst("");
      }
      return new URI(query == null ? base : base + "?" + query);
    } catch (URISyntaxException e) {
      throw badAddress("it is not an address", kind);
    } catch (IllegalArgumentException e) {
      throw badAddress(String.valueOf(e.getMessage()), kind);
    }
  }

  private static SettingRefused badAddress(String why, Connection.Kind kind) {
    return new SettingRefused(
        "baseUrl", "invalid", "This base address cannot be used: " + why, addressHint(kind));
  }

  private static String addressHint(Connection.Kind kind) {
    return switch (kind) {
      case BUILTIN, OPENAI_COMPATIBLE ->
          "Give the part before /chat/completions, as http://127.0.0.1:8000/v1.";
      case AZURE_OPENAI ->
          "Give the resource, as https://NAME.openai.azure.com, or the deployment's target URI.";
      case OPENAI, ANTHROPIC, GEMINI, MISTRAL, OLLAMA ->
          "Leave it empty for the usual address, " + kind.usualAddress() + ".";
    };
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
        throw badHeader(
            "'" + name + "' looks like a secret, which belongs into the key or the secret headers");
      }
      if (!HEADER.matcher(name).matches() || OWN_HEADERS.contains(lower)) {
        throw badHeader("'" + name + "' cannot be set");
      }
      if (value == null
          || value.length() > 500
          || !value.chars().allMatch(c -> c >= 32 && c < 127)) {
        throw badHeader("the value of '" + name + "' is not one plain line");
      }
    });
    return Map.copyOf(wanted);
  }

  /** Null for as many as come; {@code before} if nothing is said of it. */
  static @Nullable Integer maxConcurrent(@Nullable Integer wanted, @Nullable Integer before) {
    if (wanted == null) {
      return before;
    }
    if (wanted < 0 || wanted > MOST_AT_ONCE) {
      throw new SettingRefused(
          "maxConcurrent",
          "invalid",
          "A connection is asked 1 to %,d calls at once".formatted(MOST_AT_ONCE),
          "Give the number that its server works on at once, or 0 for all that come.");
    }
    return wanted == 0 ? null : wanted;
  }

  /** What changes, and an empty value for what goes. */
  static Map<String, String> secretHeaders(
      @Nullable Map<String, String> headers, Connection connection) {
    var wanted = headers == null ? Map.<String, String>of() : headers;
    if (wanted.size() + connection.secretHeaders().size() > 20) {
      throw badHeader("there are more than 20");
    }
    var plain =
        connection.headers().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(toSet());
    var checked = new HashMap<String, String>();
    wanted.forEach((name, value) -> {
      var lower = name.toLowerCase(Locale.ROOT);
      if (!HEADER.matcher(name).matches() || OWN_HEADERS.contains(lower)) {
        throw badHeader("'" + name + "' cannot be set");
      }
      if (plain.contains(lower)) {
        throw badHeader("'" + name + "' is among those that are shown");
      }
      if (value == null) {
        throw badHeader("'" + name + "' has no value");
      }
      var stripped = value.strip();
      if (stripped.length() > 4000 || !stripped.chars().allMatch(c -> c >= 32 && c < 127)) {
        throw badHeader("the value of '" + name + "' is not one plain line");
      }
      checked.put(name, stripped);
    });
    return checked;
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
