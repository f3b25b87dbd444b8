package io.cloister.sources;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.AllowedHosts;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** The hosts that sources look at. */
@Component
class SourceHosts implements AllowedHosts {

  private final SourceRows rows;
  private final Lookers lookers;

  SourceHosts(SourceRows rows, Lookers lookers) {
    this.rows = rows;
    this.lookers = lookers;
  }

  @Override
  public Collection<AllowedHost> now() {
    return rows.settings().stream()
        .flatMap(setting ->
            lookers.hosts(setting.place(), "source '%s'".formatted(setting.name())).stream())
        .toList();
  }
}
