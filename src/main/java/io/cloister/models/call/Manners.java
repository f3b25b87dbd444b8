package io.cloister.models.call;

import io.cloister.models.connection.ModelProfile;
import io.cloister.models.route.Routes;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.Manner.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How each model wants to be asked: from its probe, then from what it has refused since. */
@Component
final class Manners {

  private final Map<Routes.Step, Manner> learned = new ConcurrentHashMap<>();

  Manner of(Routes.Step step) {
    return learned.getOrDefault(step, probed(step.model().profile()));
  }

  void learn(Routes.Step step, Manner manner) {
    if (!manner.equals(of(step))) {
      learned.put(step, manner);
    }
  }

  private static Manner probed(@org.jspecify.annotations.Nullable ModelProfile profile) {
    if (profile == null || !Boolean.FALSE.equals(profile.jsonSchema())) {
      return Manner.USUAL;
    }
    return Manner.USUAL.with(Boolean.FALSE.equals(profile.jsonMode()) ? Shape.WORDS : Shape.JSON);
  }
}
