package io.cloister.egress;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.ScriptedEndpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EgressTests {

  private final ScriptedEndpoint endpoint =
      ScriptedEndpoint.start(ScriptedEndpoint.status(200, "hello"));
  private EgressLog log;

  @BeforeEach
  void tables() {
    log = new EgressLog(Egresses.tables(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void reachesWhatARoomNamesAndCountsTheBytes() throws Exception {
    try (var egress = allowing(endpoint.address());
        var answer = egress.send(post(endpoint.address(), "four"))) {
      assertThat(new String(answer.body().readAllBytes())).isEqualTo("hello");
    }
    assertThat(endpoint.seen())
        .singleElement()
        .satisfies(seen -> {
          assertThat(seen.body()).isEqualTo("four");
          assertThat(seen.headers()).containsEntry("Host", "127.0.0.1:" + endpoint.port());
        });
    assertThat(log.reached())
        .singleElement()
        .satisfies(host -> {
          assertThat(host.origin()).isEqualTo("http://127.0.0.1:" + endpoint.port());
          assertThat(host.bytesOut()).isEqualTo(4);
          assertThat(host.bytesIn()).isEqualTo(5);
          assertThat(host.requests()).isEqualTo(1);
        });
  }

  @Test
  void countsNoBytesThatFoundNobodyToTakeThem() {
    var address = endpoint.address();
    endpoint.close();
    try (var egress = allowing(address)) {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> egress.send(post(address, "four")));
    }
    assertThat(log.reached())
        .singleElement()
        .satisfies(host -> {
          assertThat(host.requests()).isEqualTo(1);
          assertThat(host.bytesOut()).isZero();
          assertThat(host.bytesLeft()).isZero();
        });
  }

  @Test
  void sendsNothingToWhatNoRoomNames() {
    try (var egress = allowing(URI.create("http://127.0.0.1:1/v1"))) {
      assertThatExceptionOfType(HostBlocked.class)
          .isThrownBy(() -> egress.send(post(endpoint.address(), "four")))
          .withMessageContaining("nothing is configured to reach it");
      assertThatExceptionOfType(HostBlocked.class)
          .isThrownBy(() -> egress.send(post(URI.create("https://127.0.0.1:1/v1"), "four")));
    }
    assertThat(endpoint.seen()).isEmpty();
    assertThat(log.blocked())
        .hasSize(2)
        .allSatisfy(blocked -> assertThat(blocked.attempts()).isEqualTo(1));
  }

  @Test
  void refusesANameThatResolvesToTheMachineItselfOrToMetadata() {
    for (var address :
        List.of(
            "127.0.0.1",
            "169.254.169.254",
            "fe80::1",
            "fd00:ec2::254",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::",
            "::ffff:0:a9fe:a9fe",
            "fe80::5efe:a9fe:a9fe",
            "2001:db8::5efe:7f00:1",
            "fd00:ec2::23",
            "fd20:ce::254",
            "::127.0.0.1",
            "0.0.0.0",
            "::",
            "::1",
            "100.100.100.200",
            "192.0.0.192",
            "224.0.0.1",
            "255.255.255.255")) {
      var named = URI.create("http://models.test:" + endpoint.port() + "/v1");
      try (var egress = allowing(named, Set.of(), _ -> new InetAddress[] {literal(address)})) {
        assertThatExceptionOfType(HostBlocked.class)
            .as(address)
            .isThrownBy(() -> egress.send(post(named, "four")));
      }
    }
    assertThat(endpoint.seen()).isEmpty();
    assertThat(log.blocked()).isNotEmpty();
  }

  @Test
  void refusesANameWithOneBadAddressAmongGoodOnes() {
    var named = URI.create("http://models.test:" + endpoint.port() + "/v1");
    Resolver both = _ -> new InetAddress[] {literal("10.0.0.7"), literal("169.254.169.254")};
    try (var egress = allowing(named, Set.of(), both)) {
      assertThatExceptionOfType(HostBlocked.class)
          .isThrownBy(() -> egress.send(post(named, "four")));
    }
  }

  @Test
  void connectsToTheAddressThatWasCheckedWhateverTheNameSaysNext() throws Exception {
    var named = URI.create("http://models.test:" + endpoint.port() + "/v1");
    // special addresses allow loopback here, as no other machine is at hand
    Queue<InetAddress> answers = new ArrayDeque<>(List.of(literal("127.0.0.1")));
    Resolver once = _ -> new InetAddress[] {answers.remove()};
    try (var egress = allowing(named, Set.of("127.0.0.1"), once);
        var answer = egress.send(post(named, "four"))) {
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(answers).isEmpty();
    assertThat(endpoint.seen().getFirst().headers())
        .containsEntry("Host", "models.test:" + endpoint.port());
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (var other = ScriptedEndpoint.start(ScriptedEndpoint.status(200, "elsewhere"))) {
      endpoint.script(ScriptedEndpoint.redirect(other.address().toString()));
      try (var egress = allowing(endpoint.address());
          var answer = egress.send(post(endpoint.address(), "four"))) {
        assertThat(answer.status()).isEqualTo(302);
      }
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void refusesAddressesThatAreReadDifferentlyByDifferentPrograms() {
    for (var odd :
        List.of(
            "http://0177.0.0.1/v1",
            "http://2130706433/v1",
            "http://0x7f.1/v1",
            "http://127.1/v1",
            "http://user:word@models.test/v1",
            "ftp://models.test/v1",
            "http:///v1")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as(odd)
          .isThrownBy(() -> AllowedHost.of(URI.create(odd), "test"));
    }
  }

  @Test
  void stopsWaitingForTheFirstLine() {
    endpoint.script(ScriptedEndpoint.hang());
    try (var egress = allowing(endpoint.address())) {
      var request =
          new Outgoing("GET", endpoint.address(), Map.of(), new byte[0], Duration.ofMillis(200));
      assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> egress.send(request));
    }
  }

  @Test
  void closingTheAnswerHangsUp() throws Exception {
    endpoint.script(ScriptedEndpoint.endlessStream("word", Duration.ofMillis(20)));
    try (var egress = allowing(endpoint.address())) {
      try (var answer = egress.send(post(endpoint.address(), "four"))) {
        assertThat(answer.body().read()).isPositive();
      }
      assertThat(endpoint.wasHungUpOn()).isTrue();
    }
  }

  private Egress allowing(URI address) {
    return allowing(address, Set.of(), InetAddress::getAllByName);
  }

  private Egress allowing(URI address, Set<String> special, Resolver resolver) {
    AllowedHosts room = () -> List.of(AllowedHost.of(address, "test"));
    return Egresses.of(room, log, special, resolver, PinnedTls.ofTheJdk());
  }

  private static Outgoing post(URI uri, String body) {
    return new Outgoing(
        "POST", uri, Map.of("Content-Type", List.of("text/plain")), body.getBytes(), PATIENCE);
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (IOException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
