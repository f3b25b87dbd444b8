package io.cloister.api.tagging;

import io.cloister.api.Given;
import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import io.cloister.tagging.Evidence;
import io.cloister.tagging.Suggestion;
import io.cloister.tagging.SuggestionId;
import io.cloister.tagging.Tagging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class TagSuggestionsController {

  private static final int USUAL = 10;

  private final Tagging tagging;
  private final CurrentActor actor;

  TagSuggestionsController(Tagging tagging, CurrentActor actor) {
    this.tagging = tagging;
    this.actor = actor;
  }

  @GetMapping("/documents/{id}/tag-suggestions")
  Listed<SuggestionShape> of(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable @Pattern(regexp = "proposed|accepted|rejected")
          String state,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.slice(
        tagging.of(DocumentId.of(id), actor.get()).stream()
            .filter(suggestion -> state == null || suggestion.state().word().equals(state))
            .toList(),
        page,
        size,
        SuggestionShape::of);
  }

  @PostMapping("/documents/{id}/tag-suggestions")
  Listed<SuggestionShape> suggest(
      @PathVariable String id, @Valid @RequestBody(required = false) @Nullable Wanted wanted) {
    var limit = wanted == null || wanted.limit() == null ? USUAL : wanted.limit();
    var vocabulary = wanted == null ? null : wanted.vocabulary();
    return Listed.whole(
        tagging.suggest(DocumentId.of(id), vocabulary, limit, actor.get()).stream()
            .map(SuggestionShape::of)
            .toList());
  }

  @GetMapping("/tag-suggestions")
  Listed<SuggestionShape> list(
      @RequestParam(defaultValue = "proposed") @Pattern(regexp = "proposed|accepted|rejected")
          String state,
      @RequestParam(required = false) @Nullable String collection,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.of(
        tagging.list(Suggestion.State.of(state), Given.orNull(collection), actor.get(), page, size),
        SuggestionShape::of);
  }

  @PostMapping("/tag-suggestions/{id}/accept")
  SuggestionShape accept(@PathVariable String id) {
    return SuggestionShape.of(tagging.accept(SuggestionId.of(id), actor.get()));
  }

  @PostMapping("/tag-suggestions/{id}/reject")
  SuggestionShape reject(@PathVariable String id) {
    return SuggestionShape.of(tagging.reject(SuggestionId.of(id), actor.get()));
  }

  record Wanted(@Nullable String vocabulary, @Nullable @Min(1) @Max(100) Integer limit) {}

  record SuggestionShape(
      String id,
      String document,
      TermName term,
      String vocabulary,
      double confidence,
      String source,
      String state,
      List<EvidenceShape> evidence) {

    static SuggestionShape of(Suggestion suggestion) {
      var term = suggestion.term();
      return new SuggestionShape(
          suggestion.id().toString(),
          suggestion.document().toString(),
          new TermName(term == null ? null : term.toString(), suggestion.name()),
          suggestion.vocabularyName(),
          suggestion.confidence(),
          suggestion.source().word(),
          suggestion.state().word(),
          suggestion.evidence().stream().map(EvidenceShape::of).toList());
    }
  }

  /** {@code id} is null for a phrase that becomes a term when it is accepted. */
  record TermName(@Nullable String id, String name) {}

  record EvidenceShape(String passage, @Nullable Integer page, int start, int end, String quote) {

    static EvidenceShape of(Evidence evidence) {
      return new EvidenceShape(
          evidence.passage().toString(),
          evidence.page(),
          evidence.start(),
          evidence.end(),
          evidence.quote());
    }
  }
}
