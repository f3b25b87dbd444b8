package io.cloister.models.probe;

import io.cloister.models.connection.ModelProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What trying out a connection showed.
 *
 * @param reachable whether the endpoint answered at all
 * @param millis until it had listed its models
 * @param problem null if all that was tried worked
 * @param models those of the connection, then those that the endpoint also lists
 */
public record ProbeResult(
    boolean reachable, long millis, @Nullable Problem problem, List<ProbedModel> models) {

  public ProbeResult {
    models = List.copyOf(models);
  }

  /**
   * @param code stable and kebab-case
   * @param hint what to do next
   */
  public record Problem(String code, String detail, String hint) {}

  /**
   * @param kinds what it is for
   * @param contextTokens what its label says; null if it says nothing, or the profile knows better
   */
  public record ProbedModel(
      String name, List<String> kinds, @Nullable Integer contextTokens, ModelProfile profile) {

    public ProbedModel {
      kinds = List.copyOf(kinds);
    }
  }
}
