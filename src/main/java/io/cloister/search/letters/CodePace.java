package io.cloister.search.letters;

import io.cloister.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * How often somebody may have a code sent to an address of their choice: whatever else they do in
 * between, nobody's post is flooded. It forgets at a restart. Safe for concurrent use.
 */
final class CodePace {

  static final Duration BETWEEN = Duration.ofSeconds(30);
  static final int MOST_A_DAY = 10;

  private final Map<UserId, List<Instant>> sent = new ConcurrentHashMap<>();

  /** Whether one may be sent now, which then counts as sent. */
  boolean allows(UserId who, Instant now) {
    var allowed = new AtomicBoolean();
    sent.compute(
        who,
        (_, before) -> {
          var today =
              Stream.ofNullable(before)
                  .flatMap(List::stream)
                  .filter(at -> at.isAfter(now.minus(Duration.ofDays(1))))
                  .toList();
          allowed.set(
              today.size() < MOST_A_DAY
                  && today.stream().noneMatch(at -> at.isAfter(now.minus(BETWEEN))));
          return allowed.get() ? Stream.concat(today.stream(), Stream.of(now)).toList() : today;
        });
    return allowed.get();
  }
}
