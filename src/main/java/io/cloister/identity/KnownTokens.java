package io.cloister.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Whose tokens were asked for lately, so that a busy program is not looked up with every call. Any
 * change of accounts, groups or tokens forgets all of it before the change is acknowledged.
 */
@Component
class KnownTokens {

  private static final Duration LATELY = Duration.ofSeconds(10);
  private static final int MOST = 10_000;

  private final Cache<String, Known> known =
      Caffeine.newBuilder().expireAfterWrite(LATELY).maximumSize(MOST).build();
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param expiresAt null for a token that does not expire
   */
  record Known(Actor actor, @Nullable Instant expiresAt) {

    boolean isValid(Instant now) {
      return expiresAt == null || expiresAt.isAfter(now);
    }
  }

  /**
   * @param look asks the database; null if the token is nobody's, which is not remembered
   */
  @Nullable Known find(String hash, Supplier<@Nullable Known> look) {
    var found = known.getIfPresent(hash);
    if (found != null) {
      return found;
    }
    long asOf = changes.get();
    var looked = look.get();
    if (looked != null) {
      known.put(hash, looked);
      if (changes.get() != asOf) {
        known.invalidate(hash);
      }
    }
    return looked;
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  void forget(AccountEvent event) {
    if (!event.action().startsWith("session.")) {
      changes.incrementAndGet();
      known.invalidateAll();
    }
  }
}
