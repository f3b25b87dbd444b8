package io.cloister.egress;

import java.util.Locale;

/** What was pasted as certificates cannot be used. Its message repeats nothing of it. */
public final class PemRefused extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** The kinds that lead to different next steps. */
  public enum Why {
    NO_CERTIFICATE,
    PRIVATE_KEY,
    TOO_LONG,
    EXPIRED;

    /** Stable and kebab-case. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Why why;

  PemRefused(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  /** What to do next. */
  public String hint() {
    return switch (why) {
      case NO_CERTIFICATE -> "Paste the whole PEM file of the authority.";
      case PRIVATE_KEY ->
          "Paste the certificates alone; a private key is for nobody but its owner.";
      case TOO_LONG -> "Paste only the authorities of this host.";
      case EXPIRED -> "Paste the certificate that the authority has now.";
    };
  }
}
