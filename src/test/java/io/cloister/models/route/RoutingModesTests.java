package io.cloister.models.route;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ScriptedModels;
import io.cloister.models.SettingRefused;
import io.cloister.models.route.RouterRule.Preference;
import io.cloister.models.route.Routing.Mode;
import io.cloister.models.route.Routing.Tier;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the modes of routing mean. */
class RoutingModesTests extends ScriptedModels {

  @BeforeEach
  void connect() {
    models.priced("dear", endpoint.address(), 9_000_000);
    models.priced("cheap", endpoint.address(), 10);
  }

  @Test
  void insideOnlyMeansThatNothingElseCanBeChosen() {
    models.connect("cloud", endpoint.address(), Boundary.PUBLIC);
    mode(Mode.SELF_HOSTED, Tier.BALANCED);

    refused(
        new RouterRule(
            "out",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Preference.LISTED,
            null,
            List.of(ModelName.of("cloud/scripted"))));
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() ->
            models.routes.replace(
                new Routing(
                    Mode.SELF_HOSTED,
                    Tier.BALANCED,
                    List.of(
                        new Routing.FunctionRoute(
                            ModelFunction.TAG,
                            null,
                            null,
                            List.of(ModelName.of("cloud/scripted"))))),
                ADMIN));
  }

  @Test
  void managedMeansThatThreeChainsServeAll() {
    models.routes.replace(
        new Routing(
            Mode.MANAGED,
            Tier.PERFORMANCE,
            List.of(
                new Routing.FunctionRoute(
                    ModelFunction.CHAT, null, Tier.PERFORMANCE, List.of(ModelName.of("dear/m"))),
                new Routing.FunctionRoute(
                    ModelFunction.CHAT, null, Tier.ECONOMY, List.of(ModelName.of("cheap/m"))))),
        ADMIN);

    assertThat(answering(request(Label.SECRET))).isEqualTo("dear/m");
    assertThat(models.log().getFirst().route()).isEqualTo("chat · performance");
    mode(Mode.MANAGED, Tier.ECONOMY);
    assertThat(answering(request(Label.SECRET))).isEqualTo("cheap/m");
    mode(Mode.OWN, Tier.ECONOMY);
    assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
        .isInstanceOf(ModelReply.NoRoute.class);
  }

  private void mode(Mode mode, Tier tier) {
    models.routes.replace(new Routing(mode, tier, models.routes.get(ADMIN).routes()), ADMIN);
  }

  private void refused(RouterRule rule) {
    assertThatExceptionOfType(SettingRefused.class)
        .as(rule.name())
        .isThrownBy(() -> models.rules.replace(List.of(rule), ADMIN));
  }
}
