package io.cloister.api.models;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cloister.api.CallRefused;
import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.log.Invocation;
import io.cloister.models.log.InvocationFilter;
import io.cloister.models.log.InvocationText;
import io.cloister.models.log.Invocations;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

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
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var filter = filter(from, to, function, model, user, outcome);
    var me = actor.get();
    if (before != null) {
      var items =
          uuid(before).map(id -> invocations.before(id, filter, size, me)).orElse(List.of());
      return new Listed<>(
          items.stream().map(InvocationShape::of).toList(), 0, size, invocations.count(filter, me));
    }
    var stretch = invocations.list(filter, page, size, me);
    return new Listed<>(
        stretch.items().stream().map(InvocationShape::of).toList(), page, size, stretch.total());
  }

  @GetMapping("/invocations/{id}")
  DetailShape one(@PathVariable String id) {
    var me = actor.get();
    var call = uuid(id).flatMap(known -> invocations.find(known, me)).orElseThrow(() -> gone(id));
    return new DetailShape(
        InvocationShape.of(call), invocations.text(call.id(), me).map(TextShape::of).orElse(null));
  }

  @GetMapping("/invocations.csv") // whatever the caller says to accept: there is one form
  ResponseEntity<StreamingResponseBody> csv(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String function,
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(required = false) @Nullable String user,
      @RequestParam(required = false) @Nullable String outcome) {
    var me = actor.get();
    me.require(Role.ADMIN, "export the log of models");
    var filter = filter(from, to, function, model, user, outcome);
    return ResponseEntity.ok()
        .header("Content-Type", "text/csv;charset=UTF-8")
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"invocations.csv\"")
        .body(out -> InvocationCsv.write(out, each -> invocations.each(filter, me, each)));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static CallRefused gone(String id) {
    return new CallRefused(
        HttpStatus.NOT_FOUND,
        "not-found",
        "There is no call " + id,
        "List the calls: GET /api/v1/models/invocations.");
  }

  private static InvocationFilter filter(
      @Nullable String from,
      @Nullable String to,
      @Nullable String function,
      @Nullable String model,
      @Nullable String user,
      @Nullable String outcome) {
    return new InvocationFilter(
        from == null ? null : Moments.instant(from, 0),
        to == null ? null : Moments.instant(to, 1),
        function == null ? null : ModelFunction.of(function),
        model,
        user,
        outcome == null
            ? null
            : Invocation.Outcome.of(outcome)
                .orElseThrow(() ->
                    Moments.malformed(
                        "outcome is completed, incomplete, failed, refused, blocked, over-budget"
                            + " or stopped")));
  }

  record TextShape(String instructions, String prompt, @Nullable String reply) {

    static TextShape of(InvocationText text) {
      return new TextShape(text.instructions(), text.prompt(), text.reply());
    }
  }

  /**
   * @param text what was said; null unless it was kept
   */
  record DetailShape(@JsonUnwrapped InvocationShape call, @Nullable TextShape text) {}

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
      boolean cached,
      @Nullable String prompt,
      @Nullable String route) {

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
          call.cached(),
          call.prompt(),
          call.route());
    }
  }
}
