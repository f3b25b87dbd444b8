package io.cloister.web.studio;

import io.cloister.drafting.DraftRefused;
import io.cloister.drafting.Drafting;
import io.cloister.drafting.Template;
import io.cloister.drafting.Templates;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.Document;
import io.cloister.library.Status;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.models.ModelChoice;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Has a draft written: which template, called what, from which sources. */
@Controller
@RequestMapping("/studio/new")
class NewDraftController {

  private static final int FOUND = 12;

  private final Templates templates;
  private final Drafting drafting;
  private final Documents documents;
  private final Collections collections;
  private final PassageSearch search;
  private final ModelGateway models;
  private final CurrentActor current;

  NewDraftController(
      Templates templates,
      Drafting drafting,
      Documents documents,
      Collections collections,
      PassageSearch search,
      ModelGateway models,
      CurrentActor current) {
    this.templates = templates;
    this.drafting = drafting;
    this.documents = documents;
    this.collections = collections;
    this.search = search;
    this.models = models;
    this.current = current;
  }

  @GetMapping
  String form(@RequestParam MultiValueMap<String, String> fields, Locale locale, Model model) {
    return shown(NewDraftForm.of(fields), null, locale, model);
  }

  /**
   * The button "find" shows the form again with what was found; the other has the draft written.
   */
  @PostMapping
  Object draft(
      @RequestParam MultiValueMap<String, String> fields,
      Locale locale,
      Model model,
      HttpServletResponse response) {
    var form = NewDraftForm.of(fields);
    if ("find".equals(fields.getFirst("step"))) {
      return shown(form, null, locale, model);
    }
    var template = template(form);
    try {
      var untitled = template.name().in(locale.getLanguage());
      var draft = drafting.draft(form.toNewDraft(template, untitled), current.get());
      return StudioController.seeOther("/studio/" + draft.id());
    } catch (DraftRefused e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return shown(form, e, locale, model);
    }
  }

  private String shown(
      NewDraftForm form, @Nullable DraftRefused refused, Locale locale, Model model) {
    var actor = current.get();
    actor.require(Role.EDITOR, "draft documents");
    var template = template(form);
    var chosen = documents.find(form.documentIds(), collections.scopeOf(actor));
    model.addAttribute("form", form);
    model.addAttribute("template", template);
    model.addAttribute("templates", templates.all());
    model.addAttribute("words", locale.getLanguage());
    model.addAttribute("chosen", chosen);
    model.addAttribute("found", found(form.find(), chosen, actor));
    model.addAttribute("collections", collections.readable(actor));
    model.addAttribute("refused", refused);
    model.addAttribute("writes", models.isRouted(ModelFunction.DRAFT, actor));
    model.addAttribute("choices", choices(chosen, actor));
    return "studio/new";
  }

  /** Those that may read what is chosen so far. */
  private List<ModelChoice> choices(List<Document> chosen, Actor actor) {
    var label =
        chosen.isEmpty()
            ? Label.PUBLIC
            : Label.strictest(chosen.stream().map(Document::label).toList());
    return models.choices(ModelFunction.DRAFT, label, actor).stream()
        .filter(choice -> choice.objection() == null)
        .toList();
  }

  private Template template(NewDraftForm form) {
    var wanted = form.template();
    return wanted == null || wanted.isBlank()
        ? templates.all().getFirst()
        : templates.require(wanted);
  }

  /** What the words find, or what is newest, without those that are chosen. */
  private List<Document> found(String words, List<Document> chosen, Actor actor) {
    return search
        .find(
            SearchQuery.of(words, SearchQuery.Grouping.DOCUMENT, FOUND), collections.scopeOf(actor))
        .hits()
        .stream()
        .map(Hit::document)
        .filter(document -> document.status() == Status.READY)
        .filter(document -> chosen.stream().noneMatch(c -> c.id().equals(document.id())))
        .toList();
  }
}
