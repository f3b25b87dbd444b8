package io.cloister.secrets;

/** A sealed secret cannot be opened here; the message says which key is missing and where. */
public class SecretsLocked extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SecretsLocked(String detail) {
    super(detail);
  }
}
