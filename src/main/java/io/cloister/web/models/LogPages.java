package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.models.ModelFunction;
import io.cloister.models.log.Invocation;
import io.cloister.models.log.InvocationFilter;
import io.cloister.models.log.Invocations;
import io.cloister.models.log.ModelLogging;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows what was asked of models, by whom and how it ended. */
@Controller
class LogPages {

  private static final int SIZE = 50;

  private final Invocations invocations;
  private final ModelLogging logging;
  private final CurrentActor actor;

  LogPages(Invocations invocations, ModelLogging logging, CurrentActor actor) {
    this.invocations = invocations;
    this.logging = logging;
    this.actor = actor;
  }

  /** What stands in the fields; what is not understood is not asked for. */
  record Asked(
      @Nullable String function,
      @Nullable String outcome,
      @Nullable String model,
      @Nullable String user,
      @Nullable String from,
      @Nullable String to) {

    boolean isEmpty() {
      return filter().equals(InvocationFilter.ALL);
    }

    InvocationFilter filter() {
      return new InvocationFilter(
          day(from, 0),
          day(to, 1),
          Arrays.stream(ModelFunction.values())
              .filter(each -> each.word().equals(function))
              .findFirst()
              .orElse(null),
          blankAsNull(model),
          blankAsNull(user),
          outcome == null ? null : Invocation.Outcome.of(outcome).orElse(null));
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable Instant day(@Nullable String text, int later) {
      try {
        return text == null || text.isBlank()
            ? null
            : LocalDate.parse(text)
                .plusDays(later)
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant();
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  @GetMapping("/models/log")
  String log(
      Asked asked,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(required = false) @Nullable String done,
      Model model) {
    var me = actor.get();
    var shown = Math.max(0, page);
    var filter = asked.filter();
    model.addAttribute("asked", asked);
    model.addAttribute("filtered", !asked.isEmpty());
    model.addAttribute("calls", invocations.list(filter, shown, SIZE, me));
    model.addAttribute("csv", csv(filter));
    model.addAttribute("logging", logging.get(me));
    model.addAttribute("done", "kept".equals(done) ? done : null);
    model.addAttribute("shown", shown);
    model.addAttribute("size", SIZE);
    model.addAttribute("functions", ModelFunction.values());
    model.addAttribute("outcomes", Invocation.Outcome.values());
    return "models/log";
  }

  /** The same calls as a table. */
  private static String csv(InvocationFilter filter) {
    var address = UriComponentsBuilder.fromPath("/api/v1/models/invocations.csv");
    add(address, "from", filter.from());
    add(address, "to", filter.to());
    add(address, "function", filter.function() == null ? null : filter.function().word());
    add(address, "model", filter.model());
    add(address, "user", filter.user());
    add(address, "outcome", filter.outcome() == null ? null : filter.outcome().word());
    return address.encode().toUriString();
  }

  private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
    if (value != null) {
      address.queryParam(name, value.toString());
    }
  }

  @GetMapping("/models/log/{id}")
  String call(@PathVariable String id, Model model) {
    var me = actor.get();
    var call = uuid(id).flatMap(known -> invocations.find(known, me));
    if (call.isEmpty()) {
      throw new NotFound("Call", id);
    }
    model.addAttribute("call", call.get());
    model.addAttribute("said", invocations.text(call.get().id(), me).orElse(null));
    return "models/call";
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @PostMapping("/models/logging")
  String keep(
      @RequestParam(defaultValue = "false") boolean content,
      @RequestParam int keepDays,
      @RequestParam int contentKeepDays) {
    var me = actor.get();
    logging.get(me);
    int calls = Math.clamp(keepDays, 1, ModelLogging.LONGEST_DAYS);
    int words = Math.clamp(contentKeepDays, 1, Math.min(calls, ModelLogging.LONGEST_CONTENT_DAYS));
    logging.set(new ModelLogging.Setting(content, calls, words), me);
    return "redirect:/models/log?done=kept";
  }
}
