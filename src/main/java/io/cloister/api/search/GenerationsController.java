package io.cloister.api.search;

import io.cloister.api.CallRefused;
import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import io.cloister.search.Generations;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The generations of the index, for administrators. */
@RestController
@RequestMapping("/api/v1/index/generations")
class GenerationsController {

  private static final int MOST_CASES = 500;

  private final Generations generations;
  private final CurrentActor current;

  GenerationsController(Generations generations, CurrentActor current) {
    this.generations = generations;
    this.current = current;
  }

  /**
   * @param items the one that is searched first
   * @param models what a generation can be built with
   */
  record Overview(
      List<GenerationShape> items,
      List<Generations.Candidate> models,
      Generations.Computing computing) {}

  /** As the room has it, with its state in words. */
  record GenerationShape(
      int number,
      String model,
      String state,
      int documents,
      int passages,
      int waiting,
      long bytes,
      String createdAt,
      String createdBy,
      @Nullable String builtAt,
      @Nullable String problem) {

    static GenerationShape of(Generations.Generation one) {
      return new GenerationShape(
          one.number(),
          one.model(),
          one.state().word(),
          one.documents(),
          one.passages(),
          one.waiting(),
          one.bytes(),
          one.createdAt().toString(),
          one.createdBy(),
          one.builtAt() == null ? null : one.builtAt().toString(),
          one.problem());
    }
  }

  @GetMapping
  Overview list() {
    var actor = current.get();
    return new Overview(
        generations.all(actor).stream().map(GenerationShape::of).toList(),
        generations.candidates(actor),
        generations.computing(actor));
  }

  record GivenModel(@NotBlank @Size(max = 300) String model) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  GenerationShape build(@RequestBody @Valid GivenModel given) {
    var actor = current.get();
    try {
      return GenerationShape.of(generations.build(given.model(), actor));
    } catch (IllegalArgumentException _) {
      throw new CallRefused(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "unknown-model",
          "No connection has the embedding model " + given.model(),
          "GET this address lists those there are, under models.");
    }
  }

  /**
   * @param judged queries whose right answers are known
   */
  record GivenCases(
      @Nullable @Size(max = MOST_CASES) List<@NotBlank @Size(max = 2000) String> queries,
      @Nullable @Size(max = MOST_CASES) List<@NotNull @Valid GivenCase> judged) {

    List<Generations.Case> cases() {
      var cases = new ArrayList<Generations.Case>();
      if (queries != null) {
        queries.forEach(query -> cases.add(new Generations.Case(query, java.util.Set.of())));
      }
      if (judged != null) {
        judged.forEach(each -> cases.add(each.judged()));
      }
      return cases;
    }
  }

  record GivenCase(
      @NotBlank @Size(max = 2000) String query,
      @NotNull @Size(max = 100) List<@NotNull String> documents) {

    Generations.Case judged() {
      return new Generations.Case(
          query, documents.stream().map(DocumentId::of).collect(Collectors.toSet()));
    }
  }

  @PostMapping("/{number}/compare")
  Generations.Comparison compare(@PathVariable int number, @RequestBody @Valid GivenCases given) {
    return generations.compare(number, given.cases(), current.get());
  }

  @PostMapping("/{number}/activate")
  GenerationShape activate(@PathVariable int number) {
    return GenerationShape.of(generations.activate(number, current.get()));
  }

  @DeleteMapping("/{number}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable int number) {
    generations.drop(number, current.get());
  }
}
