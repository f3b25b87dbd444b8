package io.cloister.api.models;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.shadow.Shadow;
import io.cloister.models.shadow.ShadowComparison;
import io.cloister.models.shadow.Shadows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The models that are asked unseen, for comparison. */
@RestController
@RequestMapping("/api/v1/models/shadows")
class ShadowsController {

  private final Shadows shadows;
  private final CurrentActor actor;

  ShadowsController(Shadows shadows, CurrentActor actor) {
    this.shadows = shadows;
    this.actor = actor;
  }

  @GetMapping
  ShadowsShape list() {
    return shape(actor.get());
  }

  @PutMapping
  ShadowsShape replace(@RequestBody List<@NotNull @Valid WantedShadow> wanted) {
    var me = actor.get();
    shadows.replace(wanted.stream().map(WantedShadow::toWanted).toList(), me);
    return shape(me);
  }

  private ShadowsShape shape(Actor me) {
    return new ShadowsShape(
        shadows.list(me).stream()
            .map(shadow -> ShadowShape.of(shadow, shadows.compared(shadow, me)))
            .toList(),
        shadows.skipped(me));
  }

  /**
   * @param share of a hundred calls
   */
  record WantedShadow(
      @NotBlank String function, @NotBlank String model, @Min(0) @Max(100) int share) {

    Shadows.Wanted toWanted() {
      return new Shadows.Wanted(ModelFunction.of(function), ModelName.of(model), share);
    }
  }

  /**
   * @param skipped how many were left out since the start, because too many waited
   */
  record ShadowsShape(List<ShadowShape> shadows, long skipped) {}

  /**
   * @param compared every model that was asked since, the shadow's last
   */
  record ShadowShape(
      String function, String model, int share, Instant since, List<ComparedShape> compared) {

    static ShadowShape of(Shadow shadow, List<ShadowComparison> compared) {
      return new ShadowShape(
          shadow.function().word(),
          shadow.model().toString(),
          shadow.share(),
          shadow.since(),
          compared.stream().map(ComparedShape::of).toList());
    }
  }

  record ComparedShape(
      String model,
      boolean shadow,
      int calls,
      int failed,
      @Nullable Long medianMillis,
      @Nullable Long p95Millis,
      long inputTokens,
      long outputTokens,
      long costMicros) {

    static ComparedShape of(ShadowComparison one) {
      return new ComparedShape(
          one.model().toString(),
          one.shadow(),
          one.calls(),
          one.failed(),
          one.medianMillis(),
          one.p95Millis(),
          one.inputTokens(),
          one.outputTokens(),
          one.costMicros());
    }
  }
}
