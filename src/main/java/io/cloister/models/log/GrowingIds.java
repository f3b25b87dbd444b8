package io.cloister.models.log;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names that grow with time (UUID, version 7 of RFC 9562): those of a second stand together in an
 * index, of which a batch then changes a page instead of one for each call.
 */
final class GrowingIds {

  private GrowingIds() {}

  /** Another one each time. Anybody may guess its first half: it is no secret. */
  static UUID at(Instant at) {
    var chance = ThreadLocalRandom.current();
    long first = at.toEpochMilli() << 16 | 0x7000L | chance.nextInt(1 << 12);
    long second = 0x8000_0000_0000_0000L | chance.nextLong() >>> 2;
    return new UUID(first, second);
  }
}
