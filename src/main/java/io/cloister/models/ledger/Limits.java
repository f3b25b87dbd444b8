package io.cloister.models.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What may be spent in a month.
 *
 * @param tokens null for as many as one likes
 * @param micros null for as much as one likes
 */
public record Limits(@Nullable Long tokens, @Nullable Long micros) {

  private static final int PARTS = 200;
  private static final Amount LEAST = new Amount(500, 500);
  private static final Amount MOST = new Amount(100_000, 1_000_000);

  /** Whether so much stays within. */
  boolean allow(Amount amount) {
    return (tokens == null || amount.tokens() <= tokens)
        && (micros == null || amount.micros() <= micros);
  }

  /** How much of the limit it is, 1 for all of it; of the two the one that is nearer its end. */
  public double share(Amount amount) {
    return Math.max(share(amount.tokens(), tokens), share(amount.micros(), micros));
  }

  /** What is booked ahead at a time: half a percent, for a kill makes it count as spent. */
  Amount allowance() {
    return new Amount(
        allowance(tokens, LEAST.tokens(), MOST.tokens()),
        allowance(micros, LEAST.micros(), MOST.micros()));
  }

  private static long allowance(@Nullable Long limit, long least, long most) {
    return limit == null ? most : Math.clamp(limit / PARTS, least, most);
  }

  private static double share(long used, @Nullable Long limit) {
    if (limit == null) {
      return 0;
    }
    return limit == 0 ? 1 : (double) used / limit;
  }
}
