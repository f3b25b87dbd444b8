package io.cloister.api;

import org.springframework.http.HttpStatus;

/** What a call answers when it cannot be done for a reason that no room has a word for. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final String hint;

  /**
   * @param code stable and kebab-case
   * @param detail what was wrong with this request
   * @param hint what to do next
   */
  public Refused(HttpStatus status, String code, String detail, String hint) {
    super(detail);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }

  public HttpStatus status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String hint() {
    return hint;
  }
}
