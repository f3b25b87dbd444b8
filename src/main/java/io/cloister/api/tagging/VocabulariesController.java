package io.cloister.api.tagging;

import io.cloister.api.CallRefused;
import io.cloister.api.Listed;
import io.cloister.api.tagging.TermShapes.NewTermShape;
import io.cloister.api.tagging.TermShapes.NewVocabulary;
import io.cloister.api.tagging.TermShapes.TermShape;
import io.cloister.api.tagging.TermShapes.VocabularyShape;
import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.tagging.TermTable;
import io.cloister.tagging.Terms;
import io.cloister.tagging.Vocabularies;
import io.cloister.tagging.Vocabulary;
import io.cloister.tagging.VocabularyId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/vocabularies")
class VocabulariesController {

  private static final String CSV = "text/csv";
  private static final String TURTLE = "text/turtle";
  private static final String RDF = "application/rdf+xml";

  private final Vocabularies vocabularies;
  private final Terms terms;
  private final CurrentActor actor;

  VocabulariesController(Vocabularies vocabularies, Terms terms, CurrentActor actor) {
    this.vocabularies = vocabularies;
    this.terms = terms;
    this.actor = actor;
  }

  @GetMapping
  Listed<VocabularyShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.slice(vocabularies.list(actor.get()), page, size, VocabularyShape::of);
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  VocabularyShape create(@Valid @RequestBody NewVocabulary wanted) {
    var kind = Vocabulary.Kind.of(wanted.kind() == null ? "closed" : wanted.kind());
    return VocabularyShape.of(
        vocabularies.create(wanted.name(), kind, wanted.newTerms(), actor.get()));
  }

  @PostMapping(consumes = CSV)
  @ResponseStatus(HttpStatus.CREATED)
  VocabularyShape create(
      @RequestParam @NotBlank @Size(max = 200) String name,
      @RequestParam(defaultValue = "closed") @Pattern(regexp = "open|closed") String kind,
      @RequestBody String table) {
    return VocabularyShape.of(
        vocabularies.create(name, Vocabulary.Kind.of(kind), TermTable.read(table), actor.get()));
  }

  @PostMapping(consumes = {TURTLE, RDF})
  VocabularyShape createFromSkos() {
    throw new CallRefused(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "skos-not-read",
        "SKOS vocabularies cannot be read yet",
        "Send the terms as JSON, or as CSV with the columns term,broader,synonyms,definition.");
  }

  @GetMapping("/{id}")
  VocabularyShape get(@PathVariable String id) {
    return VocabularyShape.of(vocabularies.find(id, actor.get()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    vocabularies.delete(VocabularyId.of(id), actor.get());
  }

  @GetMapping("/{id}/terms")
  Listed<TermShape> terms(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.of(terms.list(VocabularyId.of(id), q, actor.get(), page, size), TermShape::of);
  }

  @PostMapping(path = "/{id}/terms", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  TermShape add(@PathVariable String id, @Valid @RequestBody NewTermShape term) {
    // none if the vocabulary was deleted at this moment
    return terms.add(VocabularyId.of(id), List.of(term.toTerm()), actor.get()).stream()
        .findFirst()
        .map(TermShape::of)
        .orElseThrow(() -> new NotFound("Vocabulary", id));
  }

  @PostMapping(path = "/{id}/terms", consumes = CSV)
  @ResponseStatus(HttpStatus.CREATED)
  Listed<TermShape> add(@PathVariable String id, @RequestBody String table) {
    return Listed.whole(
        terms.add(VocabularyId.of(id), TermTable.read(table), actor.get()).stream()
            .map(TermShape::of)
            .toList());
  }
}
