package io.cloister.drafting;

import io.cloister.identity.FieldRefused;

/** What was asked for cannot be drafted as it was asked; asking differently can help. */
public class DraftRefused extends FieldRefused {

  private static final long serialVersionUID = 1L;

  public DraftRefused(String field, String code, String detail, String hint) {
    super(field, code, detail, hint);
  }
}
