package io.cloister.identity;

import java.text.Normalizer;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Turns passwords into Argon2id hashes and compares them, a few at a time: each costs 19 MiB. */
@Component
class Passwords {

  static final int SHORTEST = 15;
  static final int LONGEST = 128;

  private final PasswordEncoder encoder;
  private final Semaphore places =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  /** Compared against when there is no account, so that this takes as long as when there is. */
  private final String nobodys;

  Passwords() {
    this(new Argon2PasswordEncoder(16, 32, 1, 19_456, 2));
  }

  Passwords(PasswordEncoder encoder) {
    this.encoder = encoder;
    this.nobodys = encoder.encode("nobody has this password");
  }

  /**
   * @throws IllegalArgumentException if the password is too short or too long
   */
  String hash(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw new IllegalArgumentException(
          "a password has %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    return bounded(() -> encoder.encode(normal(password)));
  }

  /**
   * @param hash null if there is no such account or it has no password: then always false
   */
  boolean matches(String password, @Nullable String hash) {
    if (password.length() > LONGEST * 2) {
      return false;
    }
    boolean same = bounded(() -> encoder.matches(normal(password), hash == null ? nobodys : hash));
    return same && hash != null;
  }

  private <T> T bounded(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }
}
