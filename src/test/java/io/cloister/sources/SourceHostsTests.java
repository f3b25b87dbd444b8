package io.cloister.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Running;
import io.cloister.egress.AllowedHost;
import io.cloister.egress.Egress;
import io.cloister.egress.HostBlocked;
import io.cloister.egress.Outgoing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What may be reached for sources: kept in memory, but no longer than there is such a source. */
@Running
class SourceHostsTests {

  @LocalServerPort int port;
  @Autowired Egress egress;
  @Autowired JdbcClient jdbc;

  @AutoClose private TriedSource source;

  private final String first = "http://first-%s.example".formatted(UUID.randomUUID());
  private final String second = "http://second-%s.example".formatted(UUID.randomUUID());

  @Test
  void areAskedOfTheDatabaseOnlyAfterAChange() {
    source = new TriedSource(port);
    source.add(feed(first));
    assertThat(reasons(first)).containsExactly("source '%s'".formatted(source.name()));

    // behind the back of the room, which alone writes there
    rename("renamed " + source.name());
    assertThat(reasons(first)).containsExactly("source '%s'".formatted(source.name()));
    rename(source.name());
  }

  @Test
  void areRefusedAsSoonAsNoSourceHasThem() {
    source = new TriedSource(port);
    source.add(feed(first));
    assertThat(reasons(first)).hasSize(1);

    source.change(feed(second));
    assertThat(reasons(second)).hasSize(1);
    refused(first);

    source.remove();
    refused(second);
  }

  private void refused(String origin) {
    assertThat(reasons(origin)).isEmpty();
    var request = Outgoing.get(URI.create(origin), Map.of(), Duration.ofSeconds(1));
    assertThatExceptionOfType(HostBlocked.class).isThrownBy(() -> egress.send(request));
  }

  private List<String> reasons(String origin) {
    return egress.allowed().stream()
        .filter(host -> host.origin().startsWith(origin))
        .map(AllowedHost::why)
        .toList();
  }

  private void rename(String name) {
    jdbc.sql("update source set name = ? where id = ?")
        .params(name, UUID.fromString(source.id()))
        .update();
  }

  private String feed(String origin) {
    return """
    {"name":"%1$s","collection":"%1$s","enabled":false,"kind":"feed",
     "place":{"address":"%2$s/feed.xml"}}
    """
        .formatted(source.name(), origin);
  }
}
