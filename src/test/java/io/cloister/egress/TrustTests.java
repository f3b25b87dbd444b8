package io.cloister.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is taken for an authority. */
class TrustTests {

  private static String valid;
  private static String expired;
  private static String key;

  @BeforeAll
  static void issue() throws Exception {
    var authority = new Authority();
    valid = authority.pem();
    key = authority.issue("own").key();
    expired = Authority.expired().pem();
  }

  @Test
  void keepsWhatWasPastedInOneForm() {
    assertThat(Trust.authority(" \n" + valid.replace("\n", "\r\n"), null)).isEqualTo(valid.strip());
    assertThat(Trust.authority(null, valid)).isNull();
    assertThat(Trust.authority(" \r\n", valid)).isNull();
    assertThat(Trust.in(null)).isSameAs(Trust.USUAL);
  }

  @Test
  void saysWhyItTakesWhatIsNone() {
    refused("nothing", PemRefused.Why.NO_CERTIFICATE);
    refused(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        PemRefused.Why.NO_CERTIFICATE);
    refused("file:/etc/passwd", PemRefused.Why.NO_CERTIFICATE);
    refused(key, PemRefused.Why.PRIVATE_KEY);
    refused(valid + key, PemRefused.Why.PRIVATE_KEY);
    refused(valid + "#".repeat(100_000), PemRefused.Why.TOO_LONG);
    refused(expired, PemRefused.Why.EXPIRED);
  }

  private static void refused(String pem, PemRefused.Why why) {
    assertThatExceptionOfType(PemRefused.class)
        .isThrownBy(() -> Trust.authority(pem, null))
        .satisfies(refused -> assertThat(refused.why()).isEqualTo(why))
        .satisfies(refused ->
            assertThat(refused.toString()).doesNotContain(key.lines().skip(1).findFirst().get()));
  }

  @Test
  void takesAnExpiredOneBesideAValidOneAndWhereItWasKept() {
    assertThat(Trust.authority(expired + valid, null)).startsWith(expired).endsWith(valid.strip());
    assertThat(Trust.authority(expired, expired.strip())).isEqualTo(expired.strip());
  }
}
