package io.cloister.sources.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class PlaceFailedTests {

  @Test
  void saysWhatAboutTlsIsAmiss() {
    var strange = new SSLHandshakeException("no path");
    strange.initCause(new CertPathBuilderException("unable to find valid certification path"));

    assertThat(problem(strange)).isEqualTo(SourceProblem.UNKNOWN_AUTHORITY);
    assertThat(problem(new SSLHandshakeException("Received fatal alert: certificate_required")))
        .isEqualTo(SourceProblem.WANTS_CERTIFICATE);
    assertThat(problem(new SSLHandshakeException("No name matching files.test found")))
        .isEqualTo(SourceProblem.NOT_TRUSTED);
    assertThat(problem(new ConnectException("refused"))).isEqualTo(SourceProblem.UNREACHABLE);
  }

  private static SourceProblem problem(IOException cause) {
    return PlaceFailed.of(cause).problem();
  }
}
