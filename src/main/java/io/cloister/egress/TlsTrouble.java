package io.cloister.egress;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.util.List;
import javax.net.ssl.SSLException;

/** Why TLS with a host did not come about. */
public enum TlsTrouble {
  /** Nobody who is believed signed its certificate. */
  UNKNOWN_AUTHORITY,
  /** It wants a certificate of ours, and accepts none that it got. */
  WANTS_CERTIFICATE,
  /** All else: its certificate is of another name or has expired, or it speaks no TLS. */
  OTHER;

  // the alerts of a server that looks at our certificate
  private static final List<String> WANTED =
      List.of(
          "certificate_required",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_unknown",
          "certificate_expired",
          "certificate_revoked",
          "unknown_ca");

  /** Whether the host's certificate was looked at and not believed, so that nothing was sent. */
  static boolean isRefusedByUs(SSLException broken) {
    for (Throwable at = broken; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  public static TlsTrouble of(SSLException broken) {
    for (Throwable at = broken; at != null; at = at.getCause()) {
      // an authority of the same name as a believed one is told from it by its key
      boolean strange =
          at instanceof CertPathValidatorException path
              && path.getReason() == PKIXReason.NO_TRUST_ANCHOR;
      if (strange || at instanceof CertPathBuilderException) {
        return UNKNOWN_AUTHORITY;
      }
    }
    var said = String.valueOf(broken.getMessage());
    return WANTED.stream().anyMatch(alert -> said.contains("Received fatal alert: " + alert))
        ? WANTS_CERTIFICATE
        : OTHER;
  }
}
