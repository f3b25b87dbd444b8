package io.cloister.egress;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the way out for tests of other rooms. */
public final class Egresses {

  private Egresses() {}

  public static Egress on(JdbcClient jdbc, AllowedHosts room) {
    return new Egress(
        () -> List.of(room),
        new EgressLog(jdbc, Clock.systemUTC()),
        new EgressProperties(Duration.ofSeconds(2), Set.of()),
        InetAddress::getAllByName,
        PinnedTls.ofTheJdk());
  }
}
