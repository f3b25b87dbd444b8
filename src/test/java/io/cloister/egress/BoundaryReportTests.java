package io.cloister.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.egress.BoundaryReport.Signed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class BoundaryReportTests {

  @TempDir Path folder;
  private JdbcClient jdbc;

  @BeforeEach
  void tables() {
    jdbc = Egresses.tables();
  }

  @Test
  void saysWhatMayBeReachedAndWhatWasKeptIn() throws Exception {
    new EgressLog(jdbc, Clock.systemUTC()).countBlocked("http://evil.test:80", "not named");

    var report = report("a").verify(report("a").sign()).orElseThrow();

    assertThat(report.at("/hosts/0/origin").asString()).isEqualTo("https://models.test:443");
    assertThat(report.at("/hosts/0/why/0").asString()).isEqualTo("model 'cloud'");
    assertThat(report.at("/hosts/0/bytesOut").asLong()).isZero();
    assertThat(report.at("/blocked/0/origin").asString()).isEqualTo("http://evil.test:80");
    assertThat(report.at("/blocked/0/attempts").asInt()).isEqualTo(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
        .isEqualTo("rw-------");
  }

  @Test
  void isBelievedOnlyWithItsOwnSignature() {
    var signed = report("a").sign();
    var other =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"hosts\":[]}".getBytes(StandardCharsets.UTF_8));

    assertThat(report("a").verify(signed)).as("after a restart").isPresent();
    assertThat(report("b").verify(signed)).as("another deployment").isEmpty();
    assertThat(report("a").verify(new Signed(other, signed.header(), signed.signature())))
        .isEmpty();
    assertThat(report("a").verify(new Signed(signed.payload(), other, signed.signature())))
        .isEmpty();
    assertThat(report("a").verify(new Signed("?", "?", "?"))).isEmpty();
  }

  /** As docs/operations.md tells everybody to do without Cloister. */
  @Test
  void isVerifiedWithNothingButThePublicKey() throws Exception {
    var signed = report("a").sign();
    var pem = report("a").publicKey().replaceAll("-----.*-----|\\s", "");
    var verifying = Signature.getInstance("Ed25519");
    verifying.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem))));
    verifying.update((signed.header() + "." + signed.payload()).getBytes(StandardCharsets.UTF_8));

    assertThat(verifying.verify(Base64.getUrlDecoder().decode(signed.signature()))).isTrue();
  }

  private BoundaryReport report(String key) {
    AllowedHosts room =
        () -> List.of(AllowedHost.of(URI.create("https://models.test/v1"), "model 'cloud'"));
    return new BoundaryReport(
        new Walls(Egresses.on(jdbc, room), new EgressLog(jdbc, Clock.systemUTC())),
        new SigningKey(new ReportProperties(folder.resolve(key))),
        JsonMapper.builder().build(),
        Clock.systemUTC());
  }
}
