package io.cloister.api.search;

import io.cloister.search.finding.Pins;
import java.time.Instant;

/** A document that stands before what a query finds. */
record PinShape(String id, String query, String document, String title, String by, Instant at) {

  static PinShape of(Pins.Pinned pin) {
    return new PinShape(
        pin.id().toString(),
        pin.query(),
        pin.document().id().toString(),
        pin.document().title(),
        pin.by(),
        pin.at());
  }
}
