package io.cloister;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms are as docs/architecture.md says: no cycles, no reaching into internals. */
class ArchitectureTests {

  private final ApplicationModules rooms = ApplicationModules.of(Cloister.class);

  @Test
  void roomsKeepToTheirAllowedDependencies() {
    rooms.verify();
  }
}
