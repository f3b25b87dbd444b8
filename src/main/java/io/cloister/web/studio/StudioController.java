package io.cloister.web.studio;

import io.cloister.drafting.DraftId;
import io.cloister.drafting.Drafts;
import io.cloister.drafting.Editing;
import io.cloister.drafting.Reviewing;
import io.cloister.drafting.Templates;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import io.cloister.library.text.Moments;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** The drafts, and one of them with what can be done to it. */
@Controller
@RequestMapping("/studio")
class StudioController {

  private static final int SIZE = 20;

  private final Drafts drafts;
  private final Editing editing;
  private final Reviewing reviewing;
  private final Templates templates;
  private final Moments moments;
  private final CurrentActor current;

  StudioController(
      Drafts drafts,
      Editing editing,
      Reviewing reviewing,
      Templates templates,
      Moments moments,
      CurrentActor current) {
    this.drafts = drafts;
    this.editing = editing;
    this.reviewing = reviewing;
    this.templates = templates;
    this.moments = moments;
    this.current = current;
  }

  @GetMapping
  String list(@RequestParam(defaultValue = "0") int page, Locale locale, Model model) {
    var actor = current.get();
    var all = drafts.list(actor, Math.max(0, page), SIZE);
    model.addAttribute("all", all);
    model.addAttribute(
        "views", all.items().stream().map(d -> new DraftView(d, actor, false, null)).toList());
    model.addAttribute("templates", templates.all());
    model.addAttribute("words", locale.getLanguage());
    model.addAttribute("mayDraft", actor.is(Role.EDITOR));
    return "studio/list";
  }

  @GetMapping("/{id}")
  String show(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String only,
      @RequestParam(required = false) @Nullable String edit,
      Locale locale,
      Model model) {
    return shown(DraftId.of(id), "doubtful".equals(only), edit, null, locale, model);
  }

  /** What somebody wrote is never thrown away because somebody else was faster. */
  @PostMapping("/{id}/sections/{section}")
  Object change(
      @PathVariable String id,
      @PathVariable String section,
      @RequestParam @Size(max = Editing.LONGEST_SECTION) String markdown,
      @RequestParam int revision,
      Locale locale,
      Model model,
      HttpServletResponse response) {
    try {
      editing.change(DraftId.of(id), section, markdown, revision, current.get());
      return seeOther("/studio/" + id + "#section-" + section);
    } catch (Conflict e) {
      if (!e.code().equals("revision-old")) {
        throw e;
      }
      response.setStatus(HttpStatus.CONFLICT.value());
      return shown(DraftId.of(id), false, section, markdown, locale, model);
    }
  }

  private String shown(
      DraftId id,
      boolean onlyDoubtful,
      @Nullable String edit,
      @Nullable String late,
      Locale locale,
      Model model) {
    var actor = current.get();
    var draft = drafts.require(id, actor);
    var form =
        edit == null
            ? null
            : new DraftView.Edit(
                edit, late == null ? draft.section(edit).markdown() : late, late != null);
    model.addAttribute("view", new DraftView(draft, actor, onlyDoubtful, form));
    model.addAttribute("draft", draft);
    model.addAttribute(
        "times",
        moments.times(draft.citations().stream().map(one -> one.passage().version()).toList()));
    model.addAttribute(
        "templateName",
        templates
            .find(draft.template())
            .map(template -> template.name().in(locale.getLanguage()))
            .orElse(draft.template()));
    return "studio/draft";
  }

  @PostMapping("/{id}/submit")
  RedirectView submit(@PathVariable String id) {
    return to(reviewing.submit(DraftId.of(id), current.get()).id());
  }

  @PostMapping("/{id}/approve")
  RedirectView approve(
      @PathVariable String id, @RequestParam(defaultValue = "false") boolean acknowledged) {
    return to(reviewing.approve(DraftId.of(id), acknowledged, current.get()).id());
  }

  @PostMapping("/{id}/return")
  RedirectView giveBack(
      @PathVariable String id, @RequestParam @NotBlank @Size(max = 4000) String comment) {
    return to(reviewing.giveBack(DraftId.of(id), comment, current.get()).id());
  }

  @PostMapping("/{id}/retry")
  RedirectView retry(@PathVariable String id) {
    return to(editing.writeAgain(DraftId.of(id), current.get()).id());
  }

  @PostMapping("/{id}/delete")
  RedirectView delete(@PathVariable String id) {
    editing.delete(DraftId.of(id), current.get());
    return seeOther("/studio");
  }

  private static RedirectView to(DraftId id) {
    return seeOther("/studio/" + id);
  }

  static RedirectView seeOther(String address) {
    var redirect = new RedirectView(address);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    redirect.setExposeModelAttributes(false);
    return redirect;
  }
}
