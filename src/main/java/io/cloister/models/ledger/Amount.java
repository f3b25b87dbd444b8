package io.cloister.models.ledger;

/**
 * What a call takes.
 *
 * @param micros millionths of the configured currency
 */
public record Amount(long tokens, long micros) {

  public static final Amount NOTHING = new Amount(0, 0);

  public Amount plus(Amount other) {
    return new Amount(saturated(tokens, other.tokens), saturated(micros, other.micros));
  }

  Amount minus(Amount other) {
    return new Amount(tokens - other.tokens, micros - other.micros);
  }

  /** Whether it is at least as much of both. */
  boolean covers(Amount other) {
    return tokens >= other.tokens && micros >= other.micros;
  }

  Amount atLeast(Amount other) {
    return new Amount(Math.max(tokens, other.tokens), Math.max(micros, other.micros));
  }

  private static long saturated(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
