package io.cloister.api.tagging;

import io.cloister.api.tagging.TermShapes.ChangedTerm;
import io.cloister.api.tagging.TermShapes.Merge;
import io.cloister.api.tagging.TermShapes.TermShape;
import io.cloister.identity.CurrentActor;
import io.cloister.tagging.TermId;
import io.cloister.tagging.Terms;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/terms/{id}")
class TermsController {

  private final Terms terms;
  private final CurrentActor actor;

  TermsController(Terms terms, CurrentActor actor) {
    this.terms = terms;
    this.actor = actor;
  }

  @GetMapping
  TermShape get(@PathVariable String id) {
    return TermShape.of(terms.require(TermId.of(id), actor.get()));
  }

  @PatchMapping
  TermShape change(@PathVariable String id, @Valid @RequestBody ChangedTerm change) {
    return TermShape.of(terms.change(TermId.of(id), change.toChange(), actor.get()));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    terms.delete(TermId.of(id), actor.get());
  }

  @PostMapping("/merge")
  TermShape merge(@PathVariable String id, @Valid @RequestBody Merge merge) {
    return TermShape.of(terms.merge(TermId.of(id), TermId.of(merge.into()), actor.get()));
  }
}
