package io.cloister.library.keeping;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * How the documents of a collection are kept.
 *
 * @param keepDays after so many days without a change a document goes into the bin; null: never
 * @param binDays after so many days in the bin it is purged; null: never by itself
 * @param hold why nothing may be purged or leave the collection; null if it may
 */
public record KeepingRule(
    @Nullable Integer keepDays, @Nullable Integer binDays, @Nullable String hold) {

  /** Kept until somebody removes it. */
  public static final KeepingRule NONE = new KeepingRule(null, null, null);

  private static final int MOST_DAYS = 36_500;
  private static final int LONGEST_REASON = 500;

  public KeepingRule {
    Assert.isTrue(isDays(keepDays) && isDays(binDays), "days are between 1 and " + MOST_DAYS);
    hold = hold == null || hold.isBlank() ? null : hold.strip();
    Assert.isTrue(
        hold == null || hold.length() <= LONGEST_REASON,
        "a reason has at most %d characters".formatted(LONGEST_REASON));
  }

  private static boolean isDays(@Nullable Integer days) {
    return days == null || (days >= 1 && days <= MOST_DAYS);
  }
}
