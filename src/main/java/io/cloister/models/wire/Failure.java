package io.cloister.models.wire;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an endpoint gave no reply.
 *
 * @param status of its answer; 0 if there was none
 * @param said what it said of it, cut and without the key; may hold what it was sent, so it is
 *     neither logged nor kept
 * @param retryAfter how long it asked to be left alone; null if it did not
 */
public record Failure(Cause cause, int status, String said, @Nullable Duration retryAfter) {

  /** The kinds that lead to different next steps. */
  public enum Cause {
    UNKNOWN_HOST(false),
    CONNECTION_REFUSED(false),
    TLS_FAILED(false),
    UNKNOWN_AUTHORITY(false),
    WANTS_CERTIFICATE(false),
    HOST_BLOCKED(false),
    REDIRECTED(false),
    WRONG_KEY(false),
    NO_CREDIT(false),
    SECRETS_LOCKED(false),
    NO_SUCH_ADDRESS(false),
    UNKNOWN_MODEL(false),
    TOO_LONG(false),
    DECLINED(false),
    BAD_REQUEST(false),
    RATE_LIMITED(true),
    OVERLOADED(true),
    SERVER_ERROR(true),
    TIMED_OUT(false),
    CUT_OFF(true),
    NOT_A_REPLY(false),
    NO_TEXT(false),
    TOO_LARGE(false),
    /** As many ask it as it serves at once, and as many wait as may. */
    BUSY(false);

    private final boolean passing;

    Cause(boolean passing) {
      this.passing = passing;
    }

    /** Whether the same request may succeed a little later. */
    public boolean isPassing() {
      return passing;
    }

    /** Stable and kebab-case: {@code wrong-key}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it says something about the endpoint and not only about this request. */
    public boolean isOfTheEndpoint() {
      return switch (this) {
        case UNKNOWN_HOST,
            CONNECTION_REFUSED,
            TLS_FAILED,
            UNKNOWN_AUTHORITY,
            WANTS_CERTIFICATE,
            OVERLOADED,
            SERVER_ERROR,
            TIMED_OUT,
            CUT_OFF,
            NOT_A_REPLY ->
            true;
        case HOST_BLOCKED,
            REDIRECTED,
            WRONG_KEY,
            NO_CREDIT,
            SECRETS_LOCKED,
            NO_SUCH_ADDRESS,
            UNKNOWN_MODEL,
            TOO_LONG,
            DECLINED,
            BAD_REQUEST,
            RATE_LIMITED,
            NO_TEXT,
            TOO_LARGE,
            BUSY ->
            false;
      };
    }
  }

  public static Failure of(Cause cause) {
    return new Failure(cause, 0, "", null);
  }

  /** Prints no word of what the endpoint said. */
  @Override
  public String toString() {
    return "Failure[" + cause.code() + (status == 0 ? "" : ", " + status) + "]";
  }
}
