package io.cloister.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.core.io.ClassPathResource;

/** Every way to write an address that one could hide a place behind; egress/address-forms.csv. */
class AddressFormsTests {

  private static final URI OTHER = URI.create("http://models.example/v1");

  private static EgressLog log;

  @BeforeAll
  static void tables() {
    log = new EgressLog(Egresses.tables(), Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    log.close();
  }

  enum Outcome {
    UNWRITTEN,
    BLOCKED,
    PASSED
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/egress/address-forms.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void isReachedOnlyIfItIsWhatItSays(String written, @Nullable String resolves, String outcome) {
    var address = written.replace("{port}", "8080");

    assertThat(outcome(address, resolves)).isEqualTo(Outcome.valueOf(outcome.toUpperCase(ROOT)));
    // and where another place is configured, it is not reached under any spelling
    assertThat(outcome(address, resolves, OTHER)).isNotEqualTo(Outcome.PASSED);
  }

  @Test
  void theFormsAreManyEnough() throws IOException {
    var forms =
        new ClassPathResource("egress/address-forms.csv")
            .getContentAsString(UTF_8)
            .lines()
            .filter(line -> line.contains("|") && !line.startsWith("#"))
            .toList();
    assertThat(forms).hasSizeGreaterThan(120).doesNotHaveDuplicates();
  }

  private static Outcome outcome(String address, @Nullable String resolves) {
    try {
      var uri = new URI(address);
      AllowedHost.of(uri, "test");
      return outcome(address, resolves, uri);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Outcome.UNWRITTEN;
    }
  }

  /** What the walls say, without anything being sent. */
  private static Outcome outcome(String address, @Nullable String resolves, URI configured) {
    AllowedHosts room = () -> List.of(AllowedHost.of(configured, "test"));
    var gate = new Gate(() -> List.of(room), log, host -> addresses(host, resolves), Set.of());
    try {
      gate.pass(new URI(address));
      return Outcome.PASSED;
    } catch (HostBlocked e) {
      return Outcome.BLOCKED;
    } catch (URISyntaxException e) {
      return Outcome.UNWRITTEN;
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress[] addresses(String host, @Nullable String resolves)
      throws UnknownHostException {
    if (resolves == null) {
      return new InetAddress[] {InetAddress.ofLiteral(host)};
    }
    return Arrays.stream(resolves.split(" "))
        .map(InetAddress::ofLiteral)
        .toArray(InetAddress[]::new);
  }
}
