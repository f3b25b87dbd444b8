package io.cloister.sources;

import io.cloister.egress.AllowedHost;
import io.cloister.sources.place.Before;
import io.cloister.sources.place.Place;
import io.cloister.sources.place.PlaceLooker;
import io.cloister.sources.place.Seen;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds for each place who knows how it is looked at. */
@Component
class Lookers {

  private final List<PlaceLooker<?>> lookers;

  Lookers(List<PlaceLooker<?>> lookers) {
    this.lookers = lookers;
  }

  Place checked(Place wanted) {
    return known(wanted).checked();
  }

  List<AllowedHost> hosts(Place place, String why) {
    return known(place).hosts(why);
  }

  Seen look(Place place, Before before) throws IOException {
    return known(place).look(before);
  }

  private Known<?> known(Place place) {
    return lookers.stream()
        .filter(looker -> looker.form().isInstance(place))
        .findFirst()
        .map(looker -> known(looker, place))
        .orElseThrow();
  }

  private static <P extends Place> Known<P> known(PlaceLooker<P> looker, Place place) {
    return new Known<>(looker, looker.form().cast(place));
  }

  private record Known<P extends Place>(PlaceLooker<P> looker, P place) {

    Place checked() {
      return looker.checked(place);
    }

    List<AllowedHost> hosts(String why) {
      return looker.hosts(place, why);
    }

    Seen look(Before before) throws IOException {
      return looker.look(place, before);
    }
  }
}
