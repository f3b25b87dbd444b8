package io.cloister.web.models;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import io.cloister.models.cost.Comparison;
import io.cloister.models.cost.Usages;
import io.cloister.models.cost.Usages.Usage;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what models were asked for, by whom, and what it cost. Days are those of UTC. */
@Controller
class UsagePages {

  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 366;

  private final Usages usages;
  private final Connections connections;
  private final Comparison comparison;
  private final CurrentActor actor;
  private final Clock clock;

  UsagePages(
      Usages usages,
      Connections connections,
      Comparison comparison,
      CurrentActor actor,
      Clock clock) {
    this.comparison = comparison;
    this.usages = usages;
    this.connections = connections;
    this.actor = actor;
    this.clock = clock;
  }

  /**
   * @param share of the largest, from 0 to 1
   */
  record Line(Usage usage, double share) {}

  @GetMapping("/models/usage")
  String page(
      @RequestParam(defaultValue = "function") String group,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String against,
      Model model) {
    var me = actor.get();
    var by = Usages.Group.of(group).orElse(Usages.Group.FUNCTION);
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var last = day(to, today);
    var first = day(from, last.minusDays(USUAL_DAYS - 1L));
    if (first.isAfter(last) || first.isBefore(last.minusDays(MOST_DAYS - 1L))) {
      first = last.minusDays(USUAL_DAYS - 1L);
    }
    var total = usages.total(first, last, me);
    boolean inMoney = total.costMicros() > 0;
    model.addAttribute("group", by);
    model.addAttribute("groups", Usages.Group.values());
    model.addAttribute("from", first);
    model.addAttribute("to", last);
    model.addAttribute("total", total);
    model.addAttribute("inMoney", inMoney);
    model.addAttribute("lines", lines(usages.usage(by, first, last, me), inMoney));
    var days =
        usages.usage(Usages.Group.DAY, first, last, me).stream()
            .collect(
                Collectors.toMap(day -> LocalDate.parse(day.key()), day -> size(day, inMoney)));
    model.addAttribute("chart", Chart.of(first, last, days));
    model.addAttribute("width", Chart.WIDTH);
    model.addAttribute("height", Chart.HEIGHT);
    compare(against, first, last, me, model);
    return "models/usage";
  }

  private void compare(
      @Nullable String against, LocalDate first, LocalDate last, Actor me, Model model) {
    var priced =
        connections.list(me).stream()
            .flatMap(connection ->
                connection.models().stream()
                    .filter(each -> each.isFor("chat") && each.outputMicrosPerMillionTokens() > 0)
                    .map(each -> new ModelName(connection.name(), each.name()).toString()))
            .toList();
    var chosen = comparison.model(me).map(ModelName::toString).orElse(null);
    var compared = against == null ? chosen : against;
    model.addAttribute("priced", priced);
    model.addAttribute("against", compared);
    model.addAttribute("chosen", chosen);
    if (compared != null && priced.contains(compared)) {
      var name = ModelName.of(compared);
      try {
        model.addAttribute("savings", usages.savings(name, first, last, me));
        model.addAttribute("savingsByRoute", usages.savingsByRoute(name, first, last, me));
      } catch (SettingRefused e) {
        // removed meanwhile: there is nothing to compare with
      }
    }
  }

  /** Keeps the model that is compared with. */
  @PostMapping("/models/usage/against")
  String compare(@RequestParam(defaultValue = "") String against) {
    var me = actor.get();
    try {
      comparison.choose(ModelName.parse(against).orElse(null), me);
    } catch (SettingRefused e) {
      // removed meanwhile: nothing is chosen
    }
    return "redirect:/models/usage";
  }

  private static List<Line> lines(List<Usage> sums, boolean inMoney) {
    long most = sums.stream().mapToLong(sum -> size(sum, inMoney)).max().orElse(0);
    return sums.stream()
        .map(sum -> new Line(sum, most == 0 ? 0 : (double) size(sum, inMoney) / most))
        .toList();
  }

  private static long size(Usage usage, boolean inMoney) {
    return inMoney ? usage.costMicros() : usage.tokens();
  }

  private static LocalDate day(@Nullable String text, LocalDate otherwise) {
    try {
      return text == null || text.isBlank() ? otherwise : LocalDate.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
