package io.cloister.models.connection;

import io.cloister.egress.PemRefused;
import io.cloister.egress.Trust;
import io.cloister.models.SettingRefused;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the TLS of a connection must keep to before it is stored. */
final class TlsRules {

  private static final int LONGEST_KEY = 15_000;

  private TlsRules() {}

  /**
   * @param moved whether the connection has another address: what it showed to the former one is
   *     not shown to it
   */
  static Connection.Tls tls(
      ConnectionSetting.@Nullable Tls wanted, Connection.Tls before, boolean moved) {
    var authority =
        wanted == null || wanted.authority() == null
            ? before.authority()
            : pasted(
                "tls.authority", () -> Trust.authority(wanted.authority(), before.authority()));
    var key = wanted == null ? null : blankAsNull(wanted.certificateKey());
    var shown = wanted == null ? null : wanted.certificate();
    if (shown == null && key == null) {
      return new Connection.Tls(authority, moved ? null : before.certificate());
    }
    var certificate =
        shown == null
            ? before.certificate()
            : pasted("tls.certificate", () -> Trust.certificate(shown, "certificate"));
    if (key != null) {
      requirePair(certificate, key);
    } else if (certificate != null && (moved || !certificate.equals(before.certificate()))) {
      throw refused("tls.certificateKey", "the certificate needs its private key");
    }
    return new Connection.Tls(authority, certificate);
  }

  private static @Nullable String pasted(String field, Supplier<@Nullable String> read) {
    try {
      return read.get();
    } catch (PemRefused e) {
      throw refused(field, String.valueOf(e.getMessage()));
    }
  }

  private static void requirePair(@Nullable String certificate, String key) {
    if (certificate == null) {
      throw refused("tls.certificate", "a private key goes with a certificate");
    }
    if (key.length() > LONGEST_KEY) {
      throw refused("tls.certificateKey", "the private key is too long");
    }
    try {
      Trust.requirePair(certificate, key);
    } catch (IllegalArgumentException e) {
      throw refused("tls.certificateKey", String.valueOf(e.getMessage()));
    }
  }

  static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static SettingRefused refused(String field, String why) {
    return new SettingRefused(
        field, "invalid", "This cannot be used for TLS: " + why, "Paste the whole PEM files.");
  }
}
