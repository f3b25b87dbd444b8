package io.cloister.sources.place;

import io.cloister.egress.AllowedHost;
import java.io.IOException;
import java.util.List;

/** Knows how places of one kind are looked at. */
public interface PlaceLooker<P extends Place> {

  Class<P> form();

  /**
   * The place as it is kept.
   *
   * @throws SourceRefused if no source may look at it
   */
  P checked(P wanted);

  /** What must be reached for it; nothing else is. */
  default List<AllowedHost> hosts(P place, String why) {
    return List.of();
  }

  /**
   * Tells what is there. The caller closes what is returned, once it has read what it wants of it.
   *
   * @throws PlaceFailed if the place cannot be looked at
   * @throws IOException if it cannot be read
   */
  Seen look(P place, Before before) throws IOException;
}
