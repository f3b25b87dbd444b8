package io.cloister.web.tagging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.NotFound;
import io.cloister.tagging.NewTerm;
import io.cloister.tagging.TermChange;
import io.cloister.tagging.TermId;
import io.cloister.tagging.TermTable;
import io.cloister.tagging.Terms;
import io.cloister.tagging.Vocabularies;
import io.cloister.tagging.Vocabulary;
import io.cloister.tagging.VocabularyId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The vocabularies and their terms. */
@Controller
class VocabularyPages {

  private static final int SIZE = 50;

  private final Vocabularies vocabularies;
  private final Terms terms;
  private final CurrentActor actor;

  VocabularyPages(Vocabularies vocabularies, Terms terms, CurrentActor actor) {
    this.vocabularies = vocabularies;
    this.terms = terms;
    this.actor = actor;
  }

  @GetMapping("/tags")
  String show(
      @RequestParam(defaultValue = "") String vocabulary,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int page,
      Model model) {
    var me = actor.get();
    var shown =
        vocabulary.isBlank()
            ? vocabularies.find(Vocabulary.TOPICS.toString(), me)
            : vocabularies.find(vocabulary, me);
    model.addAttribute("vocabularies", vocabularies.list(me));
    model.addAttribute("shown", shown);
    model.addAttribute("q", q);
    model.addAttribute("terms", terms.list(shown.id(), q, me, Math.max(0, page), SIZE));
    model.addAttribute("mayEdit", me.is(Role.EDITOR));
    return "tagging/vocabularies";
  }

  @PostMapping("/tags")
  String create(
      @RequestParam @NotBlank @Size(max = 200) String name,
      @RequestParam @Pattern(regexp = "open|closed") String kind,
      RedirectAttributes next) {
    var made = vocabularies.create(name, Vocabulary.Kind.of(kind), List.of(), actor.get());
    return done("tagging.done.created", made.id(), next);
  }

  @PostMapping("/tags/{id}/delete")
  String delete(@PathVariable String id, RedirectAttributes next) {
    vocabularies.delete(VocabularyId.of(id), actor.get());
    return done("tagging.done.deleted", Vocabulary.TOPICS, next);
  }

  @PostMapping("/tags/{id}/terms")
  String add(
      @PathVariable String id,
      @RequestParam @NotBlank @Size(max = 300) String name,
      RedirectAttributes next) {
    terms.add(VocabularyId.of(id), List.of(NewTerm.of(name)), actor.get());
    return done("tagging.done.added", id, next);
  }

  @PostMapping("/tags/{id}/import")
  String addAll(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable MultipartFile file,
      RedirectAttributes next)
      throws IOException {
    var table = file == null ? "" : new String(file.getBytes(), UTF_8);
    terms.add(VocabularyId.of(id), TermTable.read(table), actor.get());
    return done("tagging.done.imported", id, next);
  }

  @PostMapping("/tags/terms/{id}")
  String change(
      @PathVariable String id,
      @RequestParam @NotBlank @Size(max = 300) String name,
      @RequestParam(defaultValue = "") @Size(max = 300) String broader,
      @RequestParam(defaultValue = "") String synonyms,
      @RequestParam(defaultValue = "") @Size(max = 4000) String definition,
      RedirectAttributes next) {
    var others = Arrays.stream(synonyms.split("[;\\n]")).map(String::strip).toList();
    var change = new TermChange(name, broader, others, definition);
    var term = terms.change(TermId.of(id), change, actor.get());
    return done("tagging.done.changed", term.vocabulary(), next);
  }

  @PostMapping("/tags/terms/{id}/merge")
  String merge(@PathVariable String id, @RequestParam String into, RedirectAttributes next) {
    var me = actor.get();
    var target =
        terms.complete(into, me, SIZE).stream()
            .filter(term -> term.name().equalsIgnoreCase(into.strip()))
            .findFirst()
            .orElseThrow(() -> new NotFound("Term", into));
    var term = terms.merge(TermId.of(id), target.id(), me);
    return done("tagging.done.merged", term.vocabulary(), next);
  }

  @PostMapping("/tags/terms/{id}/delete")
  String deleteTerm(@PathVariable String id, RedirectAttributes next) {
    var me = actor.get();
    var term = terms.require(TermId.of(id), me);
    terms.delete(term.id(), me);
    return done("tagging.done.term-deleted", term.vocabulary(), next);
  }

  private static String done(String message, Object vocabulary, RedirectAttributes next) {
    next.addFlashAttribute("done", message);
    next.addAttribute("vocabulary", vocabulary.toString());
    return "redirect:/tags";
  }
}
