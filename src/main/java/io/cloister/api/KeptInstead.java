package io.cloister.api;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an answer that holds a secret: the secret is told once, and whoever sends the
 * request again by its Idempotency-Key gets this.
 */
public final class KeptInstead {

  private static final String ATTRIBUTE = KeptInstead.class.getName();

  private KeptInstead() {}

  /**
   * Has {@code answer} kept in place of what is answered.
   *
   * @param answer in the shape of the contract, without the secret
   */
  public static void of(ServletRequest request, Object answer) {
    request.setAttribute(ATTRIBUTE, answer);
  }

  /** Null if the answer is kept as it is given. */
  public static @Nullable Object in(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE);
  }
}
