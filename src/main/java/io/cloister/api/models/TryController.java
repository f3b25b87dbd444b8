package io.cloister.api.models;

import io.cloister.api.EventStream;
import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelGateway.Watcher;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.gateway.TryOuts;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Asks one named model, to see how it does. */
@RestController
@RequestMapping("/api/v1/models/try")
class TryController {

  private final TryOuts tries;
  private final CurrentActor actor;
  private final JsonMapper json;

  TryController(TryOuts tries, CurrentActor actor, JsonMapper json) {
    this.tries = tries;
    this.actor = actor;
    this.json = json;
  }

  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  TriedShape ask(@Valid @RequestBody Trying trying) {
    var watch = new Watch();
    return watch.shape(
        tries.ask(
            name(trying), prompt(trying), actor.get(), watch::heard, () -> false, Watcher.NONE));
  }

  /**
   * The same while it is written: events {@code queued} where the model is busy, {@code delta},
   * then {@code done}; hanging up stops it.
   */
  @PostMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void stream(@Valid @RequestBody Trying trying, HttpServletResponse response) {
    var name = name(trying);
    var me = actor.get();
    var events = new EventStream(response, json);
    var watch = new Watch();
    var reply =
        tries.ask(
            name,
            prompt(trying),
            me,
            text -> {
              watch.heard(text);
              events.send("delta", Map.of("text", text));
            },
            events::isGone,
            new Watcher() {
              @Override
              public void queued(int place) {
                events.send("queued", Map.of("place", place));
              }
            });
    events.send("done", watch.shape(reply));
  }

  private static ModelName name(Trying trying) {
    return ModelName.parse(trying.model()).orElseGet(() -> new ModelName(trying.model(), ""));
  }

  private static TryOuts.Prompt prompt(Trying trying) {
    return new TryOuts.Prompt(
        trying.label() == null ? Label.INTERNAL : Label.of(trying.label()),
        trying.system() == null ? "" : trying.system(),
        trying.prompt(),
        trying.maxTokens() == null ? 500 : trying.maxTokens());
  }

  record Trying(
      @NotBlank @Size(max = 400) String model,
      @NotBlank @Size(max = TryOuts.LONGEST) String prompt,
      @Nullable @Size(max = TryOuts.LONGEST) String system,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Min(1) @Max(TryOuts.MOST_TOKENS) Integer maxTokens) {}

  /**
   * @param outcome as in the log of models
   * @param detail why there is no text, or not all; null if there is
   * @param firstTokenMillis null if nothing came
   */
  record TriedShape(
      String outcome,
      @Nullable String detail,
      String text,
      int inputTokens,
      int outputTokens,
      boolean estimated,
      long costMicros,
      @Nullable Long firstTokenMillis,
      long millis) {}

  /** What came when. */
  private static final class Watch {

    private final long begun = System.nanoTime();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Long first;

    void heard(String piece) {
      if (first == null) {
        first = millis();
      }
      text.append(piece);
    }

    private long millis() {
      return (System.nanoTime() - begun) / 1_000_000;
    }

    TriedShape shape(ModelReply reply) {
      return switch (reply) {
        case ModelReply.Completed done ->
            new TriedShape(
                done.complete() ? "completed" : "incomplete",
                null,
                done.text(),
                done.usage().inputTokens(),
                done.usage().outputTokens(),
                done.usage().estimated(),
                done.usage().costMicros(),
                first,
                millis());
        case ModelReply.Refused refused -> without("refused", refused.reason());
        case ModelReply.Unavailable away -> without("failed", away.reason());
        case ModelReply.OverBudget over -> without("over-budget", over.budget());
        case ModelReply.Blocked blocked -> without("blocked", blocked.rule());
        case ModelReply.NoRoute _ -> without("failed", "there is no such model any more");
        case ModelReply.Stopped _ -> without("stopped", null);
      };
    }

    private TriedShape without(String outcome, @Nullable String detail) {
      return new TriedShape(outcome, detail, text.toString(), 0, 0, false, 0, first, millis());
    }
  }
}
