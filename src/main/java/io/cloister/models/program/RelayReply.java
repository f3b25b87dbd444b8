package io.cloister.models.program;

import io.cloister.models.wire.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of passing a program's request on to a model, in the program's dialect. */
public sealed interface RelayReply {

  /** All of it, as JSON. */
  record Whole(byte[] json) implements RelayReply {}

  /** Events as they come. Must be closed, which ends the call wherever it is. */
  non-sealed interface Streamed extends RelayReply, AutoCloseable {

    /** Writes the events that have come already, and flushes; {@link #copyTo} goes on. */
    void writeBegun(OutputStream out) throws IOException;

    /**
     * Writes each event when it is there, and flushes. May be called by another thread than the one
     * that began.
     *
     * @return false if the model's endpoint broke off; what came until then was written
     * @throws IOException if {@code out} cannot be written to
     */
    boolean copyTo(OutputStream out) throws IOException;

    @Override
    void close();
  }

  /** There is no such model for this caller. */
  record UnknownModel(String name) implements RelayReply {}

  /** It asks for something that this model cannot be asked. */
  record Unsupported(String what) implements RelayReply {}

  /** A policy forbids sending a program's text there; nothing was sent. */
  record Blocked(String rule) implements RelayReply {}

  /** The budget is spent and nothing was sent. */
  record OverBudget(String budget) implements RelayReply {}

  /** The caller has hung up. */
  record Gone() implements RelayReply {}

  /**
   * The model gave nothing.
   *
   * @param problem what kind of failure, which decides how it is told
   * @param detail for the caller, without secrets
   * @param retryAfter how long the endpoint asked to be left alone; null if it did not
   */
  record Failed(Problem problem, String detail, @Nullable Duration retryAfter)
      implements RelayReply {}

  /** The kinds of failures that programs are told apart. */
  enum Problem {
    /** The endpoint does not understand the request. */
    REQUEST,
    TOO_LONG,
    DECLINED,
    RATE_LIMITED,
    OVERLOADED,
    TIMED_OUT,
    /** It cannot be reached or does not work. */
    BROKEN;

    static Problem of(Failure.Cause cause) {
      return switch (cause) {
        case BAD_REQUEST -> REQUEST;
        case TOO_LONG -> TOO_LONG;
        case DECLINED -> DECLINED;
        case RATE_LIMITED -> RATE_LIMITED;
        case OVERLOADED, BUSY -> OVERLOADED;
        case TIMED_OUT -> TIMED_OUT;
        case UNKNOWN_HOST,
            CONNECTION_REFUSED,
            TLS_FAILED,
            UNKNOWN_AUTHORITY,
            WANTS_CERTIFICATE,
            HOST_BLOCKED,
            REDIRECTED,
            WRONG_KEY,
            NO_CREDIT,
            SECRETS_LOCKED,
            NO_SUCH_ADDRESS,
            UNKNOWN_MODEL,
            SERVER_ERROR,
            CUT_OFF,
            NOT_A_REPLY,
            NO_TEXT,
            TOO_LARGE ->
            BROKEN;
      };
    }
  }
}
