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
import io.cloister.models.probe.ProbeCourse;
import io.cloister.models.probe.ProbeCourses;
import io.cloister.models.probe.ProbeResult;
import io.cloister.web.frame.AsShown;
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
  private final ProbeCourses courses;
  private final Groups groups;
  private final Money money;
  private final CurrentActor actor;

  ConnectionPages(
      Connections connections,
      Probe probe,
      ProbeCourses courses,
      Groups groups,
      Money money,
      CurrentActor actor) {
    this.connections = connections;
    this.probe = probe;
    this.courses = courses;
    this.groups = groups;
    this.money = money;
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
    return show(connection, form, OffersForm.of(connection, money), model);
  }

  private String show(Connection connection, ConnectionForm form, OffersForm offers, Model model) {
    model.addAttribute("connection", connection);
    model.addAttribute("shown", shown(connection));
    model.addAttribute("form", form);
    model.addAttribute("shownOffers", shownOffers(connection));
    model.addAttribute("offers", offers);
    model.addAttribute("modelKinds", OfferedModel.KINDS);
    model.addAttribute("boundaries", Boundary.values());
    model.addAttribute("groups", groups.all());
    return "models/connection";
  }

  @PostMapping("/{id}")
  String change(
      @PathVariable String id,
      @ModelAttribute ConnectionForm form,
      @RequestParam(required = false) @Nullable String shown,
      Model model,
      HttpServletResponse response) {
    var before = find(id);
    AsShown.require(shown, shown(before));
    try {
      connections.change(before.id(), form.toSetting(before.models()), actor.get());
      return "redirect:/models/connections/" + id + "?done=saved";
    } catch (SettingRefused e) {
      response.setStatus(UNPROCESSABLE);
      model.addAttribute("refused", Refusal.of(e));
      return show(before, form, model);
    }
  }

  /**
   * The result on the page; where only the part is asked for, how far it is, and it goes on without
   * anybody waiting.
   */
  @PostMapping("/{id}/probe")
  String probe(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean window,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      Model model) {
    var asked = find(id).id();
    if (part != null) {
      return course(find(id), courses.begin(asked, window, actor.get()), model);
    }
    var result = probe.run(asked, window, actor.get());
    var connection = find(id);
    probed(connection, result.orElseThrow(() -> new NotFound("Connection", id)), model);
    return show(connection, ConnectionForm.of(connection), model);
  }

  /** How far it is, as a part of the page. */
  @GetMapping("/{id}/probe")
  String probing(@PathVariable String id, Model model) {
    var connection = find(id);
    return courses
        .of(connection.id(), actor.get())
        .map(course -> course(connection, course, model))
        .orElseGet(() -> part(connection, model));
  }

  private String course(Connection connection, ProbeCourse course, Model model) {
    if (!course.hasEnded()) {
      model.addAttribute("course", course);
    }
    probed(connection, course.soFar(), model);
    return part(connection, model);
  }

  private String part(Connection connection, Model model) {
    show(connection, ConnectionForm.of(connection), model);
    return "models/probed";
  }

  private static void probed(Connection connection, ProbeResult found, Model model) {
    model.addAttribute("result", found);
    var own = found.models().stream().filter(each -> connection.model(each.name()).isPresent());
    var other = found.models().stream().filter(each -> connection.model(each.name()).isEmpty());
    var tried = own.toList();
    model.addAttribute("tried", tried);
    model.addAttribute("offered", other.toList());
    model.addAttribute("hasWindow", tried.stream().anyMatch(ConnectionPages::hasWindow));
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
        price(form.getFirst("input." + name)),
        price(form.getFirst("output." + name)),
        null);
  }

  private static long price(@Nullable String micros) {
    return micros == null || !micros.matches("\\d{1,15}") ? 0 : Long.parseLong(micros);
  }

  /** What its models are for, take and cost. */
  @PostMapping("/{id}/offers")
  String offer(
      @PathVariable String id,
      @RequestParam MultiValueMap<String, String> form,
      @RequestParam(required = false) @Nullable String shown,
      Model model,
      HttpServletResponse response) {
    var before = find(id);
    AsShown.require(shown, shownOffers(before));
    var offers = OffersForm.of(form);
    try {
      connections.change(
          before.id(),
          new ConnectionSetting(null, null, null, null, null, null, null, offers.on(before)),
          actor.get());
      return "redirect:/models/connections/" + id + "?done=saved";
    } catch (SettingRefused e) {
      response.setStatus(UNPROCESSABLE);
      model.addAttribute("refused", Refusal.of(e));
      return show(before, ConnectionForm.of(before), offers, model);
    }
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable String id) {
    connections.delete(find(id).id(), actor.get());
    return "redirect:/models?done=removed";
  }

  private static String shown(Connection connection) {
    return AsShown.of(ConnectionForm.of(connection).shown());
  }

  private String shownOffers(Connection connection) {
    return AsShown.of(OffersForm.of(connection, money).toString());
  }

  private Connection find(String id) {
    var all = connections.list(actor.get());
    return ConnectionId.parse(id)
        .flatMap(wanted -> all.stream().filter(each -> each.id().equals(wanted)).findFirst())
        .orElseThrow(() -> new NotFound("Connection", id));
  }
}
