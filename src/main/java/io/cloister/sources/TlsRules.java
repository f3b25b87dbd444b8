package io.cloister.sources;

import io.cloister.egress.PemRefused;
import io.cloister.egress.Trust;
import io.cloister.sources.place.SourceRefused;
import org.jspecify.annotations.Nullable;

/** What the TLS of a source must keep to before it is stored. */
final class TlsRules {

  private TlsRules() {}

  /**
   * @param before the source as it is; null for a new one
   * @return null for the usual authorities
   * @throws SourceRefused if what is wanted are no certificates that could be believed
   */
  static @Nullable String authority(@Nullable String wanted, @Nullable Source before) {
    try {
      return Trust.authority(wanted, before == null ? null : before.setting().authority());
    } catch (PemRefused e) {
      throw new SourceRefused(
          "tls.authority",
          "authority-" + e.why().code(),
          "This cannot be used for TLS: " + e.getMessage(),
          e.hint());
    }
  }
}
