package io.cloister.api.limits;

import io.cloister.api.Problems;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;

/** A body went past what a call may send; the rest of it was not read. */
public final class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1L;

  BodyTooLarge(DataSize most) {
    super("The body is longer than the %d bytes that a call may send".formatted(most.toBytes()));
  }

  /** What the caller is told. */
  public ProblemDetail problem() {
    return Problems.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "too-large",
        String.valueOf(getMessage()),
        "Send it in parts, or have cloister.api.largest-body raised.");
  }
}
