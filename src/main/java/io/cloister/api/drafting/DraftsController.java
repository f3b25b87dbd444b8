package io.cloister.api.drafting;

import io.cloister.api.Listed;
import io.cloister.drafting.Draft;
import io.cloister.drafting.DraftId;
import io.cloister.drafting.DraftRefused;
import io.cloister.drafting.Drafting;
import io.cloister.drafting.Drafts;
import io.cloister.drafting.Editing;
import io.cloister.drafting.Export;
import io.cloister.drafting.NewDraft;
import io.cloister.drafting.Reviewing;
import io.cloister.drafting.SourceChoice;
import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import io.cloister.library.text.Moments;
import io.cloister.models.ModelName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
  private final Editing editing;
  private final Reviewing reviewing;
  private final Export export;
  private final Moments moments;
  private final CurrentActor actor;

  DraftsController(
      Drafting drafting,
      Drafts drafts,
      Editing editing,
      Reviewing reviewing,
      Export export,
      Moments moments,
      CurrentActor actor) {
    this.drafting = drafting;
    this.drafts = drafts;
    this.editing = editing;
    this.reviewing = reviewing;
    this.export = export;
    this.moments = moments;
    this.actor = actor;
  }

  @GetMapping
  Listed<DraftShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return DraftShape.of(drafts.list(actor.get(), page, size), moments);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Requested draft(@Valid @RequestBody WantedDraft wanted) {
    return Requested.of(drafting.draft(wanted.toNewDraft(), actor.get()));
  }

  @GetMapping("/{id}")
  DraftShape get(@PathVariable String id) {
    return DraftShape.of(drafts.require(DraftId.of(id), actor.get()), moments);
  }

  @PatchMapping("/{id}/sections/{section}")
  DraftShape.SectionShape change(
      @PathVariable String id, @PathVariable String section, @Valid @RequestBody Change change) {
    var draft =
        editing.change(DraftId.of(id), section, change.markdown(), change.revision(), actor.get());
    return DraftShape.SectionShape.of(draft.section(section), draft);
  }

  @PostMapping("/{id}/submit")
  DraftShape submit(@PathVariable String id) {
    return DraftShape.of(reviewing.submit(DraftId.of(id), actor.get()), moments);
  }

  @PostMapping("/{id}/approve")
  DraftShape approve(
      @PathVariable String id, @RequestBody(required = false) @Nullable Approval approval) {
    boolean acknowledged =
        approval != null && Boolean.TRUE.equals(approval.acknowledgeUnsupported());
    return DraftShape.of(reviewing.approve(DraftId.of(id), acknowledged, actor.get()), moments);
  }

  @PostMapping("/{id}/return")
  DraftShape giveBack(@PathVariable String id, @Valid @RequestBody Comment comment) {
    return DraftShape.of(
        reviewing.giveBack(DraftId.of(id), comment.comment(), actor.get()), moments);
  }

  /** Only of a draft that failed. */
  @PostMapping("/{id}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Requested retry(@PathVariable String id) {
    return Requested.of(editing.writeAgain(DraftId.of(id), actor.get()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    editing.delete(DraftId.of(id), actor.get());
  }

  @GetMapping("/{id}/export")
  ResponseEntity<byte[]> export(
      @PathVariable String id, @RequestParam(defaultValue = "docx") String format)
      throws IOException {
    var me = actor.get();
    var draft = drafts.require(DraftId.of(id), me);
    var wanted = Export.Format.of(format);
    var file = new ByteArrayOutputStream();
    export.write(draft, wanted, file, me);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(wanted.mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(Export.fileName(draft, wanted), StandardCharsets.UTF_8)
                .build()
                .toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(file.toByteArray());
  }

  record Change(
      @NotNull @Size(max = Editing.LONGEST_SECTION) String markdown, @NotNull Integer revision) {}

  record Approval(@Nullable Boolean acknowledgeUnsupported) {}

  record Comment(@NotBlank @Size(max = 4_000) String comment) {}

  record Requested(String id, RequestedJob job) {

    static Requested of(Draft draft) {
      return new Requested(
          draft.id().toString(), new RequestedJob(draft.job().toString(), "queued"));
    }
  }

  record RequestedJob(String id, String state) {}

  record WantedDraft(
      @NotBlank String template,
      @NotBlank @Size(max = 500) String title,
      @Nullable @Size(max = 50) Map<String, @NotNull @Size(max = 2_000) String> inputs,
      @NotEmpty @Size(max = 100) List<@NotNull @Valid WantedSource> sources,
      @Nullable @Pattern(regexp = "[a-z]{2}") String language,
      @Nullable @Size(max = 500) @Pattern(regexp = "[^/]+/.+") String model) {

    NewDraft toNewDraft() {
      return new NewDraft(
          template,
          title,
          inputs == null ? Map.of() : inputs,
          sources.stream().map(WantedSource::toChoice).toList(),
          language,
          model == null ? null : ModelName.of(model));
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
          "sources",
          "source-unclear",
          "A source is a document, a collection or a query",
          "Give exactly one of the three for each source.");
    }
  }
}
