package io.cloister.web.models;

import io.cloister.governance.Boundary;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Groups;
import io.cloister.identity.Role;
import io.cloister.library.NotFound;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.probe.Probe;
import io.cloister.models.probe.ProbeResult;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Adds, shows, changes, tries out and removes connections. */
@Controller
@RequestMapping("/models/connections")
class ConnectionPages {

  private static final int UNPROCESSABLE = 422;
  private static final List<Connection.Kind> KINDS =
      Arrays.stream(Connection.Kind.values())
          .filter(kind -> kind != Connection.Kind.BUILTIN)
          .toList();

  private final Connections connections;
  private final Probe probe;
  private final Groups groups;
  private final CurrentActor actor;

  ConnectionPages(Connections connections, Probe probe, Groups groups, CurrentActor actor) {
    this.connections = connections;
    this.probe = probe;
    this.groups = groups;
    this.actor = actor;
  }

  @GetMapping("/new")
  String form(@RequestParam(required = false) @Nullable String preset, Model model) {
    actor.require(Role.ADMIN, "connect a model");
    var chosen = Preset.of(preset);
    return form(chosen, chosen.form(), model);
  }

  private String form(Preset preset, ConnectionForm form, Model model) {
    model.addAttribute("preset", preset);
    model.addAttribute("presets", Preset.values());
    model.addAttribute("form", form);
    model.addAttribute("boundaries", Boundary.values());
    model.addAttribute("groups", groups.all());
    model.addAttribute("kinds", KINDS);
    return "models/new";
  }

  @PostMapping
  String create(@ModelAttribute ConnectionForm form, Model model, HttpServletResponse response) {
    try {
      var made = connections.create(form.toSetting(List.of()), actor.get());
      return "redirect:/models/connections/" + made.id() + "?done=added";
    } catch (SettingRefused e) {
      response.setStatus(UNPROCESSABLE);
      model.addAttribute("refused", Refusal.of(e));
      return form(Preset.OTHER, form, model);
    }
  }

  @GetMapping("/{id}")
  String show(
      @PathVariable String id, @RequestParam(required = false) @Nullable String done, Model model) {
    var connection = find(id);
    model.addAttribute("done", "added".equals(done) || "saved".equals(done) ? done : null);
    return show(connection, ConnectionForm.of(connection), model);
  }

  private String show(Connection connection, ConnectionForm form, Model model) {
    model.addAttribute("connection", connection);
    model.addAttribute("form", form);
    model.addAttribute("boundaries", Boundary.values());
    model.addAttribute("groups", groups.all());
    return "models/connection";
  }

  @PostMapping("/{id}")
  String change(
      @PathVariable String id,
      @ModelAttribute ConnectionForm form,
      Model model,
      HttpServletResponse response) {
    var before = find(id);
    try {
      connections.change(before.id(), form.toSetting(before.models()), actor.get());
      return "redirect:/models/connections/" + id + "?done=saved";
    } catch (SettingRefused e) {
      response.setStatus(UNPROCESSABLE);
      model.addAttribute("refused", Refusal.of(e));
      return show(before, form, model);
    }
  }

  /** The result on the page, or by itself where only that is asked for. */
  @PostMapping("/{id}/probe")
  String probe(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean window,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      Model model) {
    var result = probe.run(find(id).id(), window, actor.get());
    var found = result.orElseThrow(() -> new NotFound("Connection", id));
    var connection = find(id);
    model.addAttribute("result", found);
    var own = found.models().stream().filter(each -> connection.model(each.name()).isPresent());
    var other = found.models().stream().filter(each -> connection.model(each.name()).isEmpty());
    var tried = own.toList();
    model.addAttribute("tried", tried);
    model.addAttribute("offered", other.toList());
    model.addAttribute("hasWindow", tried.stream().anyMatch(ConnectionPages::hasWindow));
    show(connection, ConnectionForm.of(connection), model);
    return part == null ? "models/connection" : "models/probed";
  }

  /** Whether there is a length still to be found out. */
  private static boolean hasWindow(ProbeResult.ProbedModel model) {
    return Boolean.TRUE.equals(model.profile().chat()) && model.profile().contextTokens() == null;
  }

  /** Takes up models that the endpoint was found to have. */
  @PostMapping("/{id}/models")
  String use(@PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
    var connection = find(id);
    var models = new ArrayList<OfferedModel>(connection.models());
    form.getOrDefault("use", List.of()).stream()
        .distinct()
        .filter(name -> connection.model(name).isEmpty())
        .forEach(name -> models.add(offered(name, form)));
    connections.change(
        connection.id(),
        new ConnectionSetting(null, null, null, null, null, null, null, models),
        actor.get());
    return "redirect:/models/connections/" + id + "?done=saved";
  }

  /** With what its list said of it, which came along in the form. */
  private static OfferedModel offered(String name, MultiValueMap<String, String> form) {
    var kinds = form.getFirst("kinds." + name);
    var context = form.getFirst("context." + name);
    return new OfferedModel(
        name,
        kinds == null ? List.of("chat") : List.of(kinds.split(",")),
        context == null || !context.matches("[1-9]\\d{0,8}") ? null : Integer.valueOf(context),
        0,
        0,
        null);
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable String id) {
    connections.delete(find(id).id(), actor.get());
    return "redirect:/models?done=removed";
  }

  private Connection find(String id) {
    var all = connections.list(actor.get());
    return ConnectionId.parse(id)
        .flatMap(wanted -> all.stream().filter(each -> each.id().equals(wanted)).findFirst())
        .orElseThrow(() -> new NotFound("Connection", id));
  }
}
