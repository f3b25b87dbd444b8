package io.cloister.models.connection;

import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import io.cloister.models.wire.Dialect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that serves models.
 *
 * @param name unique, without a slash; the first half of {@code connection/model}
 * @param baseUrl what the paths of its kind are put behind; null for what is built in
 * @param key whether there is one, never the key itself
 * @param region where it stands, in the administrator's own words
 * @param headers sent with every request; none of them carries a secret
 * @param maxConcurrent how many calls it is asked at once, the others wait; null for all that come
 * @param secretHeaders likewise, by name, and never shown themselves
 * @param tls whom it must be believed by, where that is not the usual
 * @param owner whose it is
 * @param openToPeople whether anybody may use its address with a key of their own
 * @param template the connection whose address a person's own has; null for all others
 * @param askedFirst whether a person's own is asked before the route's models
 */
public record Connection(
    ConnectionId id,
    String name,
    Kind kind,
    @Nullable URI baseUrl,
    Key key,
    Boundary boundary,
    @Nullable String region,
    Map<String, String> headers,
    @Nullable Integer maxConcurrent,
    Map<String, Key> secretHeaders,
    Tls tls,
    Owner owner,
    boolean openToPeople,
    @Nullable ConnectionId template,
    boolean askedFirst,
    List<OfferedModel> models) {

  public Connection {
    headers = Map.copyOf(headers);
    secretHeaders = Map.copyOf(secretHeaders);
    models = List.copyOf(models);
  }

  /** What it is, and so the dialect it speaks. */
  public enum Kind {
    BUILTIN,
    OPENAI_COMPATIBLE,
    OPENAI,
    AZURE_OPENAI,
    ANTHROPIC,
    GEMINI,
    MISTRAL,
    OLLAMA;

    /** The name in the HTTP contract: {@code openai-compatible}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What such a connection's address is unless another is given; null if each has its own. */
    @Nullable URI usualAddress() {
      return switch (this) {
        case BUILTIN, OPENAI_COMPATIBLE, AZURE_OPENAI -> null;
        case OPENAI -> URI.create("https://api.openai.com/v1");
        case ANTHROPIC -> URI.create("https://api.anthropic.com/v1");
        case GEMINI -> URI.create("https://generativelanguage.googleapis.com/v1beta");
        case MISTRAL -> URI.create("https://api.mistral.ai/v1");
        case OLLAMA -> URI.create("http://localhost:11434");
      };
    }

    Dialect dialect() {
      return switch (this) {
        case BUILTIN -> throw new IllegalStateException("what is built in is not asked so");
        case OPENAI_COMPATIBLE -> Dialect.OPENAI_COMPATIBLE;
        case OPENAI -> Dialect.OPENAI;
        case AZURE_OPENAI -> Dialect.AZURE_OPENAI;
        case ANTHROPIC -> Dialect.ANTHROPIC;
        case GEMINI -> Dialect.GEMINI;
        case MISTRAL -> Dialect.MISTRAL;
        case OLLAMA -> Dialect.OLLAMA;
      };
    }

    static Optional<Kind> of(String word) {
      for (var kind : values()) {
        if (kind.word().equals(word)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * What may be told of a key.
   *
   * @param last4 null if there is none or it is too short to give away any of it
   */
  public record Key(boolean set, @Nullable String last4) {
    public static final Key NONE = new Key(false, null);
  }

  /**
   * TLS beyond the usual, in PEM. A certificate's private key is a secret of the connection.
   *
   * @param authority who alone may have signed its certificate; null for the JDK's authorities
   * @param certificate what is shown to it; null for none
   */
  public record Tls(@Nullable String authority, @Nullable String certificate) {
    public static final Tls USUAL = new Tls(null, null);
  }

  /**
   * This, a person's own, at the place that {@code other} is at now; open only while that is open
   * to its owner, who may have left the group that {@code other} belongs to.
   */
  Connection at(Connection other, Actor actor) {
    return new Connection(
        id,
        name,
        other.kind,
        other.baseUrl,
        key,
        other.boundary,
        other.region,
        other.headers,
        other.maxConcurrent,
        other.secretHeaders,
        other.tls,
        owner,
        other.openToPeople && other.owner.includes(actor),
        template,
        askedFirst,
        models);
  }

  Connection with(List<OfferedModel> others, @Nullable Boolean first) {
    return new Connection(
        id,
        name,
        kind,
        baseUrl,
        key,
        boundary,
        region,
        Map.of(),
        maxConcurrent,
        Map.of(),
        Tls.USUAL,
        owner,
        false,
        template,
        first == null ? askedFirst : first,
        others);
  }

  public boolean isBuiltin() {
    return kind == Kind.BUILTIN;
  }

  public Optional<OfferedModel> model(String wanted) {
    return models.stream().filter(model -> model.name().equals(wanted)).findFirst();
  }
}
