package io.cloister.web.tagging;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.VisibleText;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.tag.Tags;
import io.cloister.tagging.Suggestion;
import io.cloister.tagging.SuggestionId;
import io.cloister.tagging.Tagging;
import io.cloister.tagging.TermId;
import io.cloister.tagging.Terms;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The panel of a document's tags: on the document's page, or as a page of its own. */
@Controller
class PanelController {

  private static final int PROPOSALS = 10;
  private static final int COMPLETIONS = 12;
  private static final String PART = "HX-Request";

  private final Tagging tagging;
  private final Terms terms;
  private final Documents documents;
  private final Collections collections;
  private final Tags tags;
  private final CurrentActor actor;

  PanelController(
      Tagging tagging,
      Terms terms,
      Documents documents,
      Collections collections,
      Tags tags,
      CurrentActor actor) {
    this.tagging = tagging;
    this.terms = terms;
    this.documents = documents;
    this.collections = collections;
    this.tags = tags;
    this.actor = actor;
  }

  @GetMapping("/d/{id}/tags")
  String show(
      @PathVariable String id,
      @RequestHeader(name = PART, defaultValue = "false") boolean part,
      Model model) {
    var me = actor.get();
    var document = documents.require(DocumentId.of(id), scope(me));
    model.addAttribute("document", document);
    model.addAttribute("tags", tags.of(document.id()));
    model.addAttribute(
        "proposed",
        tagging.of(document.id(), me).stream()
            .filter(suggestion -> suggestion.state() == Suggestion.State.PROPOSED)
            .toList());
    model.addAttribute("fallback", tagging.fallbackOf(document.id()).orElse(null));
    model.addAttribute("mayWrite", mayWrite(document, me));
    return part ? "tagging/panel" : "tagging/panel-page";
  }

  @PostMapping("/d/{id}/tags")
  String add(
      @PathVariable String id,
      @RequestParam String name,
      @RequestHeader(name = PART, defaultValue = "false") boolean part,
      Model model) {
    if (VisibleText.isIn(name)) {
      tagging.add(DocumentId.of(id), name, actor.get());
    }
    return shown(id, part, model);
  }

  @PostMapping("/d/{id}/tags/{term}/remove")
  String remove(
      @PathVariable String id,
      @PathVariable String term,
      @RequestHeader(name = PART, defaultValue = "false") boolean part,
      Model model) {
    tagging.remove(DocumentId.of(id), TermId.of(term), actor.get());
    return shown(id, part, model);
  }

  @PostMapping("/d/{id}/tags/suggest")
  String suggest(
      @PathVariable String id,
      @RequestHeader(name = PART, defaultValue = "false") boolean part,
      Model model) {
    tagging.suggest(DocumentId.of(id), null, PROPOSALS, actor.get());
    return shown(id, part, model);
  }

  @PostMapping("/d/{id}/tags/accept")
  String accept(
      @PathVariable String id,
      @RequestParam String suggestion,
      @RequestHeader(name = PART, defaultValue = "false") boolean part,
      Model model) {
    tagging.accept(SuggestionId.of(suggestion), actor.get());
    return shown(id, part, model);
  }

  @PostMapping("/d/{id}/tags/reject")
  String reject(
      @PathVariable String id,
      @RequestParam String suggestion,
      @RequestHeader(name = PART, defaultValue = "false") boolean part,
      Model model) {
    tagging.reject(SuggestionId.of(suggestion), actor.get());
    return shown(id, part, model);
  }

  /** Names to choose from while somebody types. */
  @GetMapping("/tags/names")
  String names(@RequestParam(defaultValue = "") String name, Model model) {
    model.addAttribute("terms", terms.complete(name, actor.get(), COMPLETIONS));
    return "tagging/names";
  }

  private String shown(String id, boolean part, Model model) {
    return part ? show(id, true, model) : "redirect:/d/" + DocumentId.of(id) + "/tags";
  }

  private AccessScope scope(Actor me) {
    return collections.scopeOf(me);
  }

  private boolean mayWrite(Document document, Actor me) {
    return collections.scopeOf(me, Right.WRITE).covers(document.collection());
  }
}
