package io.cloister.api;

import io.cloister.identity.Refused;
import org.springframework.http.HttpStatus;

/** What a call answers when it cannot be done for a reason that no room has a word for. */
public final class CallRefused extends Refused {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  public CallRefused(HttpStatus status, String code, String detail, String hint) {
    super(code, detail, hint);
    this.status = status;
  }

  public HttpStatus status() {
    return status;
  }
}
