package io.cloister.library;

import io.cloister.identity.Refused;

/** What was asked contradicts what is there now. */
public class Conflict extends Refused {

  private static final long serialVersionUID = 1L;

  public Conflict(String code, String detail, String hint) {
    super(code, detail, hint);
  }
}
