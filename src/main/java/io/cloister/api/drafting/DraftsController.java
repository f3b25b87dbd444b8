package io.cloister.api.drafting;

import io.cloister.api.Listed;
import io.cloister.drafting.DraftId;
import io.cloister.drafting.DraftRefused;
import io.cloister.drafting.Drafting;
import io.cloister.drafting.Drafts;
import io.cloister.drafting.NewDraft;
import io.cloister.drafting.SourceChoice;
import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/drafts")
class DraftsController {

  private final Drafting drafting;
  private final Drafts drafts;
  private final CurrentActor actor;

  DraftsController(Drafting drafting, Drafts drafts, CurrentActor actor) {
    this.drafting = drafting;
    this.drafts = drafts;
    this.actor = actor;
  }

  @GetMapping
  Listed<DraftShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.of(drafts.list(actor.get(), page, size), DraftShape::of);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Requested draft(@Valid @RequestBody WantedDraft wanted) {
    var draft = drafting.draft(wanted.toNewDraft(), actor.get());
    return new Requested(draft.id().toString(), new RequestedJob(draft.job().toString(), "queued"));
  }

  @GetMapping("/{id}")
  DraftShape get(@PathVariable String id) {
    return DraftShape.of(drafts.require(DraftId.of(id), actor.get()));
  }

  record Requested(String id, RequestedJob job) {}

  record RequestedJob(String id, String state) {}

  record WantedDraft(
      @NotBlank String template,
      @NotBlank @Size(max = 500) String title,
      @Nullable @Size(max = 50) Map<String, @NotNull @Size(max = 2_000) String> inputs,
      @NotEmpty @Size(max = 100) List<@Valid WantedSource> sources,
      @Nullable @Pattern(regexp = "[a-z]{2}") String language) {

    NewDraft toNewDraft() {
      return new NewDraft(
          template,
          title,
          inputs == null ? Map.of() : inputs,
          sources.stream().map(WantedSource::toChoice).toList(),
          language);
    }
  }

  /** One of the three. */
  record WantedSource(
      @Nullable String document,
      @Nullable String collection,
      @Nullable @Size(max = 2_000) String query) {

    SourceChoice toChoice() {
      if (document != null && collection == null && query == null) {
        return new SourceChoice.OneDocument(DocumentId.of(document));
      }
      if (collection != null && document == null && query == null) {
        return new SourceChoice.WholeCollection(collection);
      }
      if (query != null && !query.isBlank() && document == null && collection == null) {
        return new SourceChoice.FoundBy(query);
      }
      throw new DraftRefused(
          "source-unclear",
          "sources",
          "A source is a document, a collection or a query",
          "Give exactly one of the three for each source.");
    }
  }
}
