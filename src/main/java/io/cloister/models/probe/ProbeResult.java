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
   * @param price as the endpoint lists it; null if it lists none
   */
  public record ProbedModel(
      String name,
      List<String> kinds,
      @Nullable Integer contextTokens,
      ModelProfile profile,
      @Nullable ListedPrice price) {

    public ProbedModel {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * What a million tokens cost by the endpoint's own list.
   *
   * @param currency ISO 4217; not always the one that costs are counted in here
   */
  public record ListedPrice(
      String currency, long inputMicrosPerMillionTokens, long outputMicrosPerMillionTokens) {}
}
