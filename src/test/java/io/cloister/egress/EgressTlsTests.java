package io.cloister.egress;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom the way out believes, and what it shows of itself. */
class EgressTlsTests {

  private final JdbcClient tables = Egresses.tables();

  @Test
  void verifiesTheCertificateOfTheNameThoughItConnectsToTheAddress() throws Exception {
    var authority = new Authority();
    try (var secure = authority.serving(authority.issue("models.test"), false)) {
      var right = URI.create("https://models.test:" + secure.port() + "/v1");
      var wrong = URI.create("https://other.test:" + secure.port() + "/v1");
      try (var egress = onLoopback(right, wrong)) {
        var trust = new Trust(authority.pem(), null, null);
        try (var answer = egress.send(post(right, "four", trust))) {
          assertThat(answer.status()).isEqualTo(200);
        }
        assertThatExceptionOfType(SSLHandshakeException.class)
            .isThrownBy(() -> egress.send(post(wrong, "four", trust)));
      }
      assertThat(secure.seen()).hasSize(1);
      await() // it is written down within a second
          .untilAsserted(() ->
              assertThat(new EgressLog(tables, Clock.systemUTC()).reached())
                  .extracting(EgressLog.Reached::origin, EgressLog.Reached::bytesOut)
                  .containsExactlyInAnyOrder(
                      tuple("https://models.test:" + secure.port(), 4L),
                      tuple("https://other.test:" + secure.port(), 0L)));
    }
  }

  @Test
  void believesNobodyButTheAuthorityThatIsNamed() throws Exception {
    var authority = new Authority();
    var other = new Authority();
    try (var secure = authority.serving(authority.issue("models.test"), false)) {
      var address = URI.create("https://models.test:" + secure.port() + "/v1");
      try (var egress = onLoopback(address)) {
        for (var trust : List.of(Trust.USUAL, new Trust(other.pem(), null, null))) {
          assertThatExceptionOfType(SSLHandshakeException.class)
              .isThrownBy(() -> egress.send(post(address, "four", trust)))
              .withMessageContaining("PKIX path");
        }
        // what one call believes, another does not
        try (var answer =
            egress.send(post(address, "four", new Trust(authority.pem(), null, null)))) {
          assertThat(answer.status()).isEqualTo(200);
        }
        assertThatExceptionOfType(SSLHandshakeException.class)
            .isThrownBy(() -> egress.send(post(address, "four", Trust.USUAL)));
      }
      assertThat(secure.seen()).hasSize(1);
    }
  }

  @Test
  void showsItsCertificateToAHostThatWantsOne() throws Exception {
    var authority = new Authority();
    var own = authority.issue("cloister.test");
    try (var secure = authority.serving(authority.issue("models.test"), true)) {
      var address = URI.create("https://models.test:" + secure.port() + "/v1");
      try (var egress = onLoopback(address)) {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(
                () -> egress.send(post(address, "four", new Trust(authority.pem(), null, null))));
        var trust = new Trust(authority.pem(), own.certificate(), own.key());
        try (var answer = egress.send(post(address, "four", trust))) {
          assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(trust.toString()).doesNotContain("PRIVATE");
      }
      assertThat(secure.seen()).hasSize(1);
    }
  }

  private Egress onLoopback(URI... addresses) {
    AllowedHosts room =
        () -> List.of(addresses).stream().map(uri -> AllowedHost.of(uri, "test")).toList();
    return Egresses.here(tables, room, PinnedTls.ofTheJdk());
  }

  private static Outgoing post(URI uri, String body, Trust trust) {
    return new Outgoing("POST", uri, Map.of(), body.getBytes(), PATIENCE, trust);
  }
}
