package io.cloister.models.log;

import io.cloister.identity.Actor;
import io.cloister.models.ModelName;
import io.cloister.models.ModelRequest;
import io.cloister.models.route.Routes.Step;
import org.jspecify.annotations.Nullable;

/**
 * One model being asked one thing, as the log knows it.
 *
 * @param route why this model: the rule or the place in the table of routes that named it
 * @param before the model that failed before it; null if it is the first
 */
public record Attempt(
    Step step, ModelRequest request, Actor actor, String route, @Nullable ModelName before) {

  public Attempt with(ModelRequest other) {
    return new Attempt(step, other, actor, route, before);
  }
}
