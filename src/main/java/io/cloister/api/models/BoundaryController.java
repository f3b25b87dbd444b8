package io.cloister.api.models;

import io.cloister.egress.Walls;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/boundary")
class BoundaryController {

  private final Walls walls;
  private final CurrentActor actor;

  BoundaryController(Walls walls, CurrentActor actor) {
    this.walls = walls;
    this.actor = actor;
  }

  @GetMapping
  BoundaryShape get() {
    actor.require(Role.ADMIN, "see what may leave");
    return new BoundaryShape(
        walls.places().stream()
            .map(place ->
                new HostShape(
                    place.origin(),
                    place.isAllowed(),
                    place.why(),
                    place.requests(),
                    place.bytesOut(),
                    place.bytesIn(),
                    place.lastAt()))
            .toList(),
        walls.blocked().stream()
            .map(each ->
                new BlockedShape(
                    each.origin(), each.reason(), each.attempts(), each.firstAt(), each.lastAt()))
            .toList());
  }

  record BoundaryShape(List<HostShape> hosts, List<BlockedShape> blocked) {}

  /** {@code allowed} is false for a host that was reached before but may not be any more. */
  record HostShape(
      String host,
      boolean allowed,
      List<String> why,
      long requests,
      long bytesOut,
      long bytesIn,
      @Nullable Instant lastReachedAt) {}

  record BlockedShape(String host, String reason, long attempts, Instant firstAt, Instant lastAt) {}
}
