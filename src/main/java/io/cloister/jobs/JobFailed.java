package io.cloister.jobs;

import io.cloister.identity.Refused;

/** A job that cannot be done, for a reason its owner can understand and act on. */
public class JobFailed extends Refused {

  private static final long serialVersionUID = 1L;

  public JobFailed(String code, String detail, String hint) {
    super(code, detail, hint);
  }
}
