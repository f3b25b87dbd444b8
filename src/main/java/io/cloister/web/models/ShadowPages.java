package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import io.cloister.models.shadow.Shadow;
import io.cloister.models.shadow.ShadowComparison;
import io.cloister.models.shadow.Shadows;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sets shadows and compares them with what answers. */
@Controller
@RequestMapping("/models/shadows")
class ShadowPages {

  private final Shadows shadows;
  private final Connections connections;
  private final CurrentActor actor;

  ShadowPages(Shadows shadows, Connections connections, CurrentActor actor) {
    this.shadows = shadows;
    this.connections = connections;
    this.actor = actor;
  }

  /** A shadow and what there is to compare. */
  record Line(Shadow shadow, List<ShadowComparison> compared) {}

  @GetMapping
  String page(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("done", "set".equals(done) || "removed".equals(done) ? done : null);
    return page(model);
  }

  private String page(Model model) {
    var me = actor.get();
    model.addAttribute(
        "lines",
        shadows.list(me).stream()
            .map(shadow -> new Line(shadow, shadows.compared(shadow, me)))
            .toList());
    model.addAttribute("skipped", shadows.skipped(me));
    model.addAttribute("functions", Shadows.functions());
    model.addAttribute(
        "models",
        connections.list(me).stream()
            .filter(connection -> !connection.isBuiltin())
            .flatMap(connection ->
                connection.models().stream()
                    .filter(each -> each.isFor("chat"))
                    .map(each -> new ModelName(connection.name(), each.name()).toString()))
            .toList());
    return "models/shadows";
  }

  @PostMapping
  String set(
      @RequestParam(defaultValue = "") String function,
      @RequestParam(defaultValue = "") String model,
      @RequestParam(defaultValue = "") String share,
      Model page,
      HttpServletResponse response) {
    try {
      shadows.set(
          new Shadows.Wanted(
              ModelFunction.of(function), ModelName.of(model), Integer.parseInt(share.strip())),
          actor.get());
      return "redirect:/models/shadows?done=set";
    } catch (SettingRefused | IllegalArgumentException e) {
      response.setStatus(422);
      page.addAttribute("refused", true);
      return page(page);
    }
  }

  @PostMapping("/remove")
  String remove(@RequestParam String function) {
    Shadows.functions().stream()
        .filter(each -> each.word().equals(function))
        .forEach(each -> shadows.remove(each, actor.get()));
    return "redirect:/models/shadows?done=removed";
  }
}
