package io.cloister.egress;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may leave, what has left and what was kept in. */
@Component
public class Walls {

  private final Egress egress;
  private final EgressLog log;

  Walls(Egress egress, EgressLog log) {
    this.egress = egress;
    this.log = log;
  }

  /**
   * One place outside.
   *
   * @param why for what it may be reached; empty if it was once but may not be any more
   * @param bytesOut what was sent to it
   * @param bytesLeft of this, what was sent while it was outside the house
   * @param lastAt null if it never was
   */
  public record Place(
      String origin,
      List<String> why,
      long requests,
      long bytesOut,
      long bytesLeft,
      long bytesIn,
      @Nullable Instant lastAt) {

    public boolean isAllowed() {
      return !why.isEmpty();
    }
  }

  /** Those that may be reached now, then those that were before. */
  public List<Place> places() {
    var reached =
        log.reached().stream()
            .collect(Collectors.toMap(EgressLog.Reached::origin, Function.identity()));
    var allowed =
        egress.allowed().stream()
            .collect(
                Collectors.groupingBy(
                    AllowedHost::origin,
                    TreeMap::new,
                    Collectors.mapping(AllowedHost::why, Collectors.toList())));
    var places = new ArrayList<Place>();
    allowed.forEach((origin, why) -> places.add(place(origin, why, reached.get(origin))));
    log.reached().stream()
        .filter(host -> !allowed.containsKey(host.origin()))
        .forEach(host -> places.add(place(host.origin(), List.of(), host)));
    return places;
  }

  /** What was tried and not sent, the latest first. */
  public List<EgressLog.Blocked> blocked() {
    return log.blocked();
  }

  private static Place place(String origin, List<String> why, EgressLog.@Nullable Reached reached) {
    return reached == null
        ? new Place(origin, why, 0, 0, 0, 0, null)
        : new Place(
            origin,
            why,
            reached.requests(),
            reached.bytesOut(),
            reached.bytesLeft(),
            reached.bytesIn(),
            reached.lastAt());
  }
}
