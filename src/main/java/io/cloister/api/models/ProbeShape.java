package io.cloister.api.models;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cloister.models.connection.ModelProfile;
import io.cloister.models.probe.ProbeResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What trying out a connection showed, as the contract shows it. */
record ProbeShape(
    boolean reachable,
    long millis,
    ProbeResult.@Nullable Problem problem,
    List<ProbedShape> models) {

  static ProbeShape of(ProbeResult result) {
    return new ProbeShape(
        result.reachable(),
        result.millis(),
        result.problem(),
        result.models().stream().map(ProbedShape::of).toList());
  }

  /**
   * @param profile its fields stand beside the name
   * @param listedPrice what the endpoint's own list says; null if it says nothing
   */
  record ProbedShape(
      String name,
      @JsonUnwrapped ModelProfile profile,
      ProbeResult.@Nullable ListedPrice listedPrice) {

    static ProbedShape of(ProbeResult.ProbedModel model) {
      return new ProbedShape(
          model.name(), model.profile().orContext(model.contextTokens()), model.price());
    }
  }
}
