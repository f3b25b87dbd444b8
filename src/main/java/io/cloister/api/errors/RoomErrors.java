package io.cloister.api.errors;

import io.cloister.api.CallRefused;
import io.cloister.api.Problems;
import io.cloister.database.NoRoomOnDisk;
import io.cloister.identity.AccountConflict;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Refused;
import io.cloister.ingest.DiskFull;
import io.cloister.library.AtOnce;
import io.cloister.library.Conflict;
import io.cloister.library.NotFound;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.IndexUnavailable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.util.DisconnectedClientHelper;

/** What the rooms refuse, and whatever else happens; requests at fault are in RequestErrors. */
@RestControllerAdvice("io.cloister.api")
@Order(Ordered.LOWEST_PRECEDENCE)
class RoomErrors {

  private static final Logger LOG = LoggerFactory.getLogger(RoomErrors.class);

  @ExceptionHandler
  ProblemDetail refused(CallRefused e) {
    return Problems.of(e.status(), e.code(), message(e), e.hint());
  }

  @ExceptionHandler
  ProblemDetail notFound(NotFound e) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "not-found",
        message(e),
        "Check the id; it may have been deleted, or be in a collection that you may not read.");
  }

  @ExceptionHandler
  ProblemDetail notAllowed(NotAllowed e) {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "not-allowed",
        message(e),
        "Ask an administrator for the role, or whoever manages the collection for the right.");
  }

  /** What else a write fails for is a mistake of ours. */
  @ExceptionHandler
  @Nullable ProblemDetail atOnce(DataAccessException e) {
    return AtOnce.isBehind(e) ? conflict(AtOnce.conflict()) : unexpected(e);
  }

  @ExceptionHandler({NoRoomOnDisk.class, DiskFull.class})
  ProblemDetail full(RuntimeException e) {
    return Problems.of(
        HttpStatus.INSUFFICIENT_STORAGE,
        "disk-full",
        message(e),
        "Ask whoever runs the server to free space, then try again; searching and reading go on.");
  }

  @ExceptionHandler({Conflict.class, AccountConflict.class})
  ProblemDetail conflict(Refused e) {
    return Problems.of(HttpStatus.CONFLICT, e.code(), message(e), e.hint());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unavailable(EmbedderUnavailable e) {
    return later(
        30,
        "embedder-unavailable",
        message(e),
        "Search with mode=keyword, or ask whoever runs the server.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unavailable(IndexUnavailable e) {
    return later(
        30, "index-unavailable", message(e), "Try again later, or ask whoever runs the server.");
  }

  /** The rooms' own guards speak to the caller; what a library refuses is a mistake of ours. */
  @ExceptionHandler
  @Nullable ProblemDetail invalid(IllegalArgumentException e) {
    return isOurs(e) ? invalid(message(e)) : unexpected(e);
  }

  static ProblemDetail invalid(String detail) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid",
        detail,
        "Correct the value and send it again.");
  }

  static boolean isOurs(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.equals("org.springframework.util.Assert"))
        .findFirst()
        .filter(name -> name.startsWith("io.cloister.") || name.equals("java.util.UUID"))
        .isPresent();
  }

  @ExceptionHandler(AsyncRequestTimeoutException.class)
  ResponseEntity<ProblemDetail> timedOut() {
    return later(10, "busy", "The server did not finish in time", "Try again in a few seconds.");
  }

  private static ResponseEntity<ProblemDetail> later(
      int seconds, String code, String detail, String hint) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
        .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, code, detail, hint));
  }

  /** The caller has gone away: nobody is left to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    LOG.debug("The caller has gone away", e);
  }

  @ExceptionHandler
  @Nullable ProblemDetail unexpected(Exception e) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      LOG.debug("The caller has gone away", e);
      return null;
    }
    LOG.error("A call failed unexpectedly", e);
    return Problems.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "The server could not finish this; what was confirmed before is not lost",
        "Try again; if it stays, tell an administrator the time: the server's log says more.");
  }

  static String message(Throwable e) {
    var message = e.getMessage();
    return message == null ? "" : message;
  }
}
