package io.cloister.models.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloister.identity.Actor;
import io.cloister.models.ModelRequest;
import io.cloister.models.route.Routes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Replies that would come out the same again: whole ones, to the very same words, from the very
 * same model, for the same person. Nobody is given what another asked for, whatever the words.
 */
@Component
public final class ExactCache {

  private static final long MOST_CHARACTERS = 8_000_000;
  private static final int LONGEST = 500_000; // one of many vectors would push out all the others
  private static final int OVERHEAD = 200;

  private final Cache<String, String> replies =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofHours(12))
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String _, String reply) -> OVERHEAD + reply.length())
          .build();

  /** The key of the reply; null if it is not one that comes out the same again. */
  @Nullable String key(Routes.Step step, ModelRequest request, Actor actor) {
    if (!request.function().isDeterministic()) {
      return null;
    }
    return always(step, request, actor);
  }

  /** The key of a reply that comes out the same again whatever the request's function. */
  public String always(Routes.Step step, ModelRequest request, Actor actor) {
    var connection = step.connection();
    var hash = sha256();
    for (Object part :
        new @Nullable Object[] {
          actor.user(),
          connection.id(),
          connection.kind(),
          connection.baseUrl(),
          new TreeMap<>(connection.headers()),
          step.model().name(),
          step.model().profile(),
          request.function(),
          request.label(),
          request.maxTokens(),
          request.jsonSchema(),
          request.system(),
          request.user()
        }) {
      var bytes = Objects.toString(part).getBytes(StandardCharsets.UTF_8);
      hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      hash.update(bytes);
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  public @Nullable String find(@Nullable String key) {
    return key == null ? null : replies.getIfPresent(key);
  }

  public void keep(@Nullable String key, String reply) {
    if (key != null && reply.length() <= LONGEST) {
      replies.put(key, reply);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
