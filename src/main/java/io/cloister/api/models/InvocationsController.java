package io.cloister.api.models;

import io.cloister.api.Listed;
import io.cloister.api.Refused;
import io.cloister.identity.CurrentActor;
import io.cloister.models.Invocation;
import io.cloister.models.InvocationFilter;
import io.cloister.models.Invocations;
import io.cloister.models.ModelFunction;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models")
class InvocationsController {

  private final Invocations invocations;
  private final CurrentActor actor;

  InvocationsController(Invocations invocations, CurrentActor actor) {
    this.invocations = invocations;
    this.actor = actor;
  }

  @GetMapping("/invocations")
  Listed<InvocationShape> list(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String function,
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(required = false) @Nullable String user,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var filter = filter(from, to, function, model, user, outcome);
    var stretch = invocations.list(filter, page, size, actor.get());
    return new Listed<>(
        stretch.items().stream().map(InvocationShape::of).toList(), page, size, stretch.total());
  }

  @GetMapping("/usage")
  Listed<UsageShape> usage(
      @RequestParam(defaultValue = "function") String group,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    var by =
        Invocations.Group.of(group)
            .orElseThrow(() -> malformed("group is function, model, user or day"));
    return Listed.whole(
        invocations.usage(by, filter(from, to, null, null, null, null), actor.get()).stream()
            .map(UsageShape::of)
            .toList());
  }

  private static InvocationFilter filter(
      @Nullable String from,
      @Nullable String to,
      @Nullable String function,
      @Nullable String model,
      @Nullable String user,
      @Nullable String outcome) {
    return new InvocationFilter(
        from == null ? null : instant(from, 0),
        to == null ? null : instant(to, 1),
        function == null ? null : ModelFunction.of(function),
        model,
        user,
        outcome == null
            ? null
            : Invocation.Outcome.of(outcome)
                .orElseThrow(() ->
                    malformed(
                        "outcome is completed, incomplete, failed, refused, blocked or stopped")));
  }

  /** A time, or a day, which {@code to} includes. */
  private static Instant instant(String text, int daysLater) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).plusDays(daysLater).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw malformed("from and to are dates or times in ISO-8601, as 2026-11-21");
    }
  }

  private static Refused malformed(String detail) {
    return new Refused(
        HttpStatus.BAD_REQUEST,
        "malformed",
        detail,
        "Compare it with the description at /api/openapi.json.");
  }

  record InvocationShape(
      String id,
      Instant at,
      String function,
      String connection,
      String model,
      String user,
      @Nullable String document,
      int inputTokens,
      int outputTokens,
      boolean estimated,
      long costMicros,
      @Nullable Long firstTokenMillis,
      long millis,
      String outcome,
      @Nullable String detail,
      @Nullable String fallbackFrom,
      boolean cached) {

    static InvocationShape of(Invocation call) {
      return new InvocationShape(
          call.id().toString(),
          call.at(),
          call.function().word(),
          call.connection(),
          call.model(),
          call.userName(),
          call.document(),
          call.inputTokens(),
          call.outputTokens(),
          call.estimated(),
          call.costMicros(),
          call.firstTokenMillis(),
          call.millis(),
          call.outcome().word(),
          call.detail(),
          call.fallbackFrom(),
          call.cached());
    }
  }

  record UsageShape(
      String key,
      long calls,
      long failed,
      long inputTokens,
      long outputTokens,
      long costMicros,
      long millis) {

    static UsageShape of(Invocations.Usage usage) {
      return new UsageShape(
          usage.key(),
          usage.calls(),
          usage.failed(),
          usage.inputTokens(),
          usage.outputTokens(),
          usage.costMicros(),
          usage.millis());
    }
  }
}
