package io.cloister.egress;

import static io.cloister.SlowMachines.PATIENCE;

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Makes the way out for tests of other rooms. */
public final class Egresses {

  private Egresses() {}

  /** A database in memory that has what the way out writes down. */
  public static JdbcClient tables() {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/V009__egress.sql"),
            new ClassPathResource("db/migration/V011__left_the_house.sql"))
        .execute(database);
    return JdbcClient.create(database);
  }

  public static Egress on(JdbcClient jdbc, AllowedHosts room) {
    return of(
        room,
        new EgressLog(jdbc, Clock.systemUTC()),
        Set.of(),
        InetAddress::getAllByName,
        PinnedTls.ofTheJdk());
  }

  /** One for which every name is this machine, and which trusts only this. */
  public static Egress here(JdbcClient jdbc, AllowedHosts room, SSLContext trust) {
    return of(
        room,
        new EgressLog(jdbc, Clock.systemUTC()),
        Set.of("127.0.0.1"),
        _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
        trust);
  }

  static Egress of(
      AllowedHosts room,
      EgressLog log,
      Set<String> specialAddresses,
      Resolver resolver,
      SSLContext trust) {
    return new Egress(
        new Gate(() -> List.of(room), log, resolver, specialAddresses),
        new HttpClients(PATIENCE, trust),
        log);
  }

  /** What a server of this name needs for TLS, and its clients to trust it. */
  public static SSLContext certificateOf(String name) throws Exception {
    var authority = new Authority();
    return authority.context(authority.issue(name));
  }
}
