package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.Invocation;
import io.cloister.models.InvocationFilter;
import io.cloister.models.Invocations;
import io.cloister.models.ModelFunction;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what was asked of models, by whom and how it ended. */
@Controller
class LogPages {

  private static final int SIZE = 50;

  private final Invocations invocations;
  private final CurrentActor actor;

  LogPages(Invocations invocations, CurrentActor actor) {
    this.invocations = invocations;
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
  String log(Asked asked, @RequestParam(defaultValue = "0") int page, Model model) {
    var me = actor.get();
    var shown = Math.max(0, page);
    var filter = asked.filter();
    model.addAttribute("asked", asked);
    model.addAttribute("filtered", !asked.isEmpty());
    model.addAttribute("calls", invocations.list(filter, shown, SIZE, me));
    model.addAttribute("shown", shown);
    model.addAttribute("size", SIZE);
    model.addAttribute("functions", ModelFunction.values());
    model.addAttribute("outcomes", Invocation.Outcome.values());
    return "models/log";
  }
}
