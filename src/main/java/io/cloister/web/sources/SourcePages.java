package io.cloister.web.sources;

import io.cloister.identity.CurrentActor;
import io.cloister.jobs.JobStatus;
import io.cloister.jobs.Jobs;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.sources.HeldDocuments;
import io.cloister.sources.Source;
import io.cloister.sources.SourceId;
import io.cloister.sources.SourceRun;
import io.cloister.sources.Sources;
import io.cloister.sources.place.Place;
import io.cloister.sources.place.Places;
import io.cloister.sources.place.SourceRefused;
import io.cloister.web.frame.AsShown;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/admin/sources")
class SourcePages {

  private static final int RUNS = 20;

  private final Sources sources;
  private final HeldDocuments held;
  private final Places places;
  private final Collections collections;
  private final Jobs jobs;
  private final CurrentActor actor;

  SourcePages(
      Sources sources,
      HeldDocuments held,
      Places places,
      Collections collections,
      Jobs jobs,
      CurrentActor actor) {
    this.sources = sources;
    this.held = held;
    this.places = places;
    this.collections = collections;
    this.jobs = jobs;
    this.actor = actor;
  }

  /**
   * A source with how it stands.
   *
   * @param state the last part of a message's key
   * @param kind how the state is coloured
   */
  record Line(
      Source source, @Nullable SourceRun latest, String collection, String state, String kind) {}

  @GetMapping
  String list(@RequestParam(defaultValue = "folder") String kind, Model model) {
    var chosen = Place.Kind.of(kind).orElse(Place.Kind.FOLDER);
    return list(SourceForm.fresh(chosen), null, model);
  }

  private String list(SourceForm form, @Nullable SourceRefused refused, Model model) {
    var me = actor.get();
    var names =
        collections.readable(me).stream()
            .collect(Collectors.toMap(each -> each.id().toString(), Collection::name));
    model.addAttribute(
        "lines",
        sources.list(me).stream()
            .map(source -> {
              var latest = sources.latest(source.id(), me).orElse(null);
              var state = state(source, latest);
              return new Line(
                  source,
                  latest,
                  names.getOrDefault(source.setting().collection(), "–"),
                  state,
                  kind(state));
            })
            .toList());
    return form(form, refused, model, "sources/list");
  }

  @PostMapping
  String create(
      @RequestParam Map<String, String> typed,
      Model model,
      HttpServletResponse response,
      RedirectAttributes next) {
    var form = SourceForm.typed(typed);
    var me = actor.get();
    sources.list(me); // whoever may not see them is not told what is wrong with a form
    try {
      var made = sources.create(form.setting(places), form.secret(), me);
      sources.run(made.id(), me);
      next.addFlashAttribute("done", "sources.created");
      return page(made.id());
    } catch (SourceRefused e) {
      response.setStatus(422);
      return list(form, e, model);
    }
  }

  @GetMapping("/{id}")
  String show(@PathVariable String id, @RequestParam(defaultValue = "0") int page, Model model) {
    var source = sources.require(SourceId.of(id), actor.get());
    return show(source, SourceForm.of(source.setting(), places), null, page, model);
  }

  private String show(
      Source source, SourceForm form, @Nullable SourceRefused refused, int page, Model model) {
    var me = actor.get();
    var latest = sources.latest(source.id(), me).orElse(null);
    var state = state(source, latest);
    model.addAttribute("source", source);
    model.addAttribute("shown", shown(source));
    model.addAttribute("hasSecret", sources.hasSecret(source.id(), me));
    model.addAttribute("state", state);
    model.addAttribute("kind", kind(state));
    model.addAttribute("running", running(source).orElse(null));
    model.addAttribute("runs", sources.runs(source.id(), Math.max(0, page), RUNS, me));
    model.addAttribute("held", held.of(source.id(), me));
    model.addAttribute("failures", sources.failures(source.id(), me));
    return form(form, refused, model, "sources/source");
  }

  @PostMapping("/{id}")
  String change(
      @PathVariable String id,
      @RequestParam Map<String, String> typed,
      Model model,
      HttpServletResponse response,
      RedirectAttributes next) {
    var form = SourceForm.typed(typed);
    var me = actor.get();
    var source = sources.require(SourceId.of(id), me);
    AsShown.require(typed.get("shown"), shown(source));
    try {
      sources.change(source.id(), form.setting(places), form.secret(), me);
      next.addFlashAttribute("done", "sources.saved");
      return page(source.id());
    } catch (SourceRefused e) {
      response.setStatus(422);
      return show(source, form, e, 0, model);
    }
  }

  @PostMapping("/{id}/run")
  String run(@PathVariable String id, RedirectAttributes next) {
    var source = SourceId.of(id);
    sources.run(source, actor.get());
    next.addFlashAttribute("done", "sources.begun");
    return page(source);
  }

  @PostMapping("/{id}/held-back/bin")
  String binHeldBack(
      @PathVariable String id, @RequestParam int documents, RedirectAttributes next) {
    var source = SourceId.of(id);
    held.bin(source, documents, actor.get());
    next.addFlashAttribute("done", "sources.held.binning");
    return page(source);
  }

  @PostMapping("/{id}/held-back/keep")
  String keepHeldBack(
      @PathVariable String id, @RequestParam int documents, RedirectAttributes next) {
    var source = SourceId.of(id);
    held.keep(source, documents, actor.get());
    next.addFlashAttribute("done", "sources.held.kept");
    return page(source);
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable String id, RedirectAttributes next) {
    sources.delete(SourceId.of(id), actor.get());
    next.addFlashAttribute("done", "sources.deleted");
    return "redirect:/admin/sources";
  }

  private String form(
      SourceForm form, @Nullable SourceRefused refused, Model model, String template) {
    var me = actor.get();
    model.addAttribute("form", form);
    model.addAttribute("kinds", Place.Kind.values());
    model.addAttribute("refused", refused);
    model.addAttribute("folders", sources.allowedFolders(me));
    model.addAttribute("collections", collections.writable(me));
    return template;
  }

  private Optional<JobStatus> running(Source source) {
    return Optional.ofNullable(source.job())
        .flatMap(job -> jobs.find(job, actor.get()))
        .filter(job ->
            switch (job.state()) {
              case QUEUED, RUNNING -> true;
              case DONE, FAILED, CANCELLED -> false;
            });
  }

  private String state(Source source, @Nullable SourceRun latest) {
    if (running(source).isPresent()) {
      return "running";
    }
    if (!source.setting().enabled()) {
      return "off";
    }
    if (latest == null) {
      return "new";
    }
    if (latest.problem() != null) {
      return "trouble";
    }
    return latest.failed() > 0 ? "partly" : "well";
  }

  private static String kind(String state) {
    return switch (state) {
      case "well" -> "ok";
      case "trouble" -> "bad";
      case "partly" -> "warn";
      case "running" -> "busy";
      default -> "idle";
    };
  }

  private static String shown(Source source) {
    return AsShown.of(source.setting().toString());
  }

  private static String page(SourceId id) {
    return "redirect:/admin/sources/" + id;
  }
}
