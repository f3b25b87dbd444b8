package io.cloister.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Makes guessing slow, per account and per source, without ever locking an account: after some free
 * attempts each failure doubles the pause before the next, up to a longest one.
 */
@Component
class SignInThrottle {

  private static final int FREE_PER_ACCOUNT = 5;
  private static final int FREE_PER_SOURCE = 20;
  private static final Duration LONGEST = Duration.ofSeconds(25);
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);
  private static final int REMEMBERED = 50_000;
  private static final int LONGEST_NAME = 100; // no account's is longer; a stranger's may be

  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().expireAfterWrite(FORGOTTEN).maximumSize(REMEMBERED).build();
  private final Clock clock;

  SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  /** How long from now no attempt is looked at; zero if one is. */
  Duration waitFor(String account, String source) {
    var one = left(accountKey(account), FREE_PER_ACCOUNT);
    var other = left(sourceKey(source), FREE_PER_SOURCE);
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Counts an attempt as failed before it is looked at: many at once are no way around. */
  void begun(String account, String source) {
    count(accountKey(account));
    count(sourceKey(source));
  }

  /**
   * The earlier failures of the source are not forgiven: whoever has one account could else guess
   * at the others.
   */
  void succeeded(String account, String source) {
    failures.invalidate(accountKey(account));
    failures
        .asMap()
        .computeIfPresent(
            sourceKey(source),
            (_, known) ->
                known.number() == 1 ? null : new Failures(known.number() - 1, known.last()));
  }

  private void count(String key) {
    failures
        .asMap()
        .merge(
            key,
            new Failures(1, clock.instant()),
            (old, _) -> new Failures(old.number() + 1, clock.instant()));
  }

  private Duration left(String key, int free) {
    var known = failures.getIfPresent(key);
    if (known == null || known.number() < free) {
      return Duration.ZERO;
    }
    var pause = Duration.ofSeconds(1L << Math.min(known.number() - free, 10));
    var shorter = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    var left = Duration.between(clock.instant(), known.last().plus(shorter));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static String accountKey(String account) {
    return "account " + account.substring(0, Math.min(account.length(), LONGEST_NAME));
  }

  private static String sourceKey(String source) {
    return "source " + source;
  }

  private record Failures(int number, Instant last) {}
}
