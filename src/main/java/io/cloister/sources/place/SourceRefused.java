package io.cloister.sources.place;

import io.cloister.identity.FieldRefused;

/** A source that cannot be as it was asked for; nothing was changed. */
public class SourceRefused extends FieldRefused {

  private static final long serialVersionUID = 1L;

  public SourceRefused(String field, String code, String detail, String hint) {
    super(field, code, detail, hint);
  }
}
