package io.cloister.web.me;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.models.ModelFunction;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.connection.PersonalConnections;
import io.cloister.models.probe.Probe;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own models: those an administrator opened, with a key of one's own. */
@Controller
@RequestMapping("/me/models")
class OwnModelPages {

  private static final String BACK = "redirect:/me/models?done=";

  private final PersonalConnections personal;
  private final Probe probe;
  private final CurrentActor actor;

  OwnModelPages(PersonalConnections personal, Probe probe, CurrentActor actor) {
    this.personal = personal;
    this.probe = probe;
    this.actor = actor;
  }

  /**
   * @param models the names of its models, one a line
   */
  record Own(Connection connection, String models) {}

  @GetMapping
  String page(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute(
        "done", done != null && List.of("added", "saved", "removed").contains(done) ? done : null);
    return page(actor.get(), model);
  }

  private String page(Actor me, Model model) {
    var own = personal.list(me);
    model.addAttribute(
        "own", own.stream().map(each -> new Own(each, lines(each.models()))).toList());
    model.addAttribute(
        "open",
        personal.open(me).stream()
            .filter(each -> own.stream().noneMatch(mine -> each.id().equals(mine.template())))
            .map(each -> new Own(each, lines(each.models())))
            .toList());
    model.addAttribute(
        "functions", personal.functions().stream().map(ModelFunction::word).sorted().toList());
    return "me/models";
  }

  private static String lines(List<OfferedModel> models) {
    return models.stream()
        .filter(model -> model.isFor("chat"))
        .map(OfferedModel::name)
        .collect(Collectors.joining("\n"));
  }

  @PostMapping
  String add(
      @RequestParam String connection,
      @RequestParam(defaultValue = "") String apiKey,
      @RequestParam(defaultValue = "") String models,
      @RequestParam(defaultValue = "false") boolean askedFirst,
      Model model,
      HttpServletResponse response) {
    var wanted = new PersonalConnections.Setting(apiKey, names(models), askedFirst);
    return kept(
        connection,
        template -> personal.create(template, wanted, actor.get()),
        "added",
        model,
        response);
  }

  @PostMapping("/{id}")
  String change(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String apiKey,
      @RequestParam(defaultValue = "") String models,
      @RequestParam(defaultValue = "false") boolean askedFirst,
      Model model,
      HttpServletResponse response) {
    var wanted = new PersonalConnections.Setting(apiKey, names(models), askedFirst);
    return kept(id, own -> personal.change(own, wanted, actor.get()), "saved", model, response);
  }

  private String kept(
      String id,
      Function<ConnectionId, Optional<Connection>> keeping,
      String done,
      Model model,
      HttpServletResponse response) {
    try {
      var _ =
          ConnectionId.parse(id).flatMap(keeping).orElseThrow(() -> new NotFound("Connection", id));
      return BACK + done;
    } catch (SettingRefused e) {
      response.setStatus(422);
      model.addAttribute("refused", e.code().equals("invalid") ? e.field() : e.code());
      return page(actor.get(), model);
    }
  }

  private static List<String> names(String models) {
    return models.lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  @PostMapping("/{id}/probe")
  String probe(@PathVariable String id, Model model) {
    var me = actor.get();
    var result =
        ConnectionId.parse(id)
            .flatMap(own -> probe.runOwn(own, me))
            .orElseThrow(() -> new NotFound("Connection", id));
    model.addAttribute("probed", id);
    model.addAttribute("result", result);
    return page(me, model);
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable String id) {
    if (ConnectionId.parse(id).filter(own -> personal.delete(own, actor.get())).isEmpty()) {
      throw new NotFound("Connection", id);
    }
    return BACK + "removed";
  }
}
