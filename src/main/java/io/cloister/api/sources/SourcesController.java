package io.cloister.api.sources;

import io.cloister.api.Listed;
import io.cloister.api.Problems;
import io.cloister.api.Problems.FieldError;
import io.cloister.api.sources.SourceShape.FailureShape;
import io.cloister.api.sources.SourceShape.HeldShape;
import io.cloister.api.sources.SourceShape.RunShape;
import io.cloister.identity.CurrentActor;
import io.cloister.jobs.JobId;
import io.cloister.library.collection.Collections;
import io.cloister.sources.HeldDocuments;
import io.cloister.sources.Source;
import io.cloister.sources.SourceId;
import io.cloister.sources.SourceSetting;
import io.cloister.sources.SourceSetting.WhenGone;
import io.cloister.sources.Sources;
import io.cloister.sources.place.Place;
import io.cloister.sources.place.Places;
import io.cloister.sources.place.SourceRefused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The places that are looked at on a schedule. */
@RestController
@RequestMapping("/api/v1/sources")
class SourcesController {

  private final Sources sources;
  private final HeldDocuments held;
  private final Places places;
  private final CurrentActor actor;

  SourcesController(Sources sources, HeldDocuments held, Places places, CurrentActor actor) {
    this.sources = sources;
    this.held = held;
    this.places = places;
    this.actor = actor;
  }

  @GetMapping
  Listed<SourceShape> list() {
    return Listed.whole(sources.list(actor.get()).stream().map(this::shape).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SourceShape create(@Valid @RequestBody WantedSource wanted) {
    return shape(sources.create(wanted.toSetting(places), wanted.secret(), actor.get()));
  }

  @GetMapping("/{id}")
  SourceShape get(@PathVariable String id) {
    return shape(sources.require(SourceId.of(id), actor.get()));
  }

  @PutMapping("/{id}")
  SourceShape change(@PathVariable String id, @Valid @RequestBody WantedSource wanted) {
    return shape(
        sources.change(SourceId.of(id), wanted.toSetting(places), wanted.secret(), actor.get()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    sources.delete(SourceId.of(id), actor.get());
  }

  /** Looks at it now; answers the job that does so already, if there is one. */
  @PostMapping("/{id}/run")
  @ResponseStatus(HttpStatus.ACCEPTED)
  BegunRun run(@PathVariable String id) {
    return BegunRun.of(sources.run(SourceId.of(id), actor.get()));
  }

  @GetMapping("/{id}/runs")
  Listed<RunShape> runs(
      @PathVariable String id,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.of(sources.runs(SourceId.of(id), page, size, actor.get()), RunShape::of);
  }

  @GetMapping("/{id}/failures")
  Listed<FailureShape> failures(@PathVariable String id) {
    return Listed.whole(
        sources.failures(SourceId.of(id), actor.get()).stream().map(FailureShape::of).toList());
  }

  @GetMapping("/{id}/held-back")
  HeldShape heldBack(@PathVariable String id) {
    return HeldShape.of(held.of(SourceId.of(id), actor.get()));
  }

  /** Has a look that begins now bin what is held back and still gone. */
  @PostMapping("/{id}/held-back/bin")
  @ResponseStatus(HttpStatus.ACCEPTED)
  BegunRun binHeldBack(@PathVariable String id, @Valid @RequestBody HeldCount shown) {
    return BegunRun.of(held.bin(SourceId.of(id), shown.documents(), actor.get()));
  }

  /** Keeps what is held back; the source does not follow it any more. */
  @PostMapping("/{id}/held-back/keep")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keepHeldBack(@PathVariable String id, @Valid @RequestBody HeldCount shown) {
    held.keep(SourceId.of(id), shown.documents(), actor.get());
  }

  @ExceptionHandler
  ProblemDetail refused(SourceRefused e) {
    var said = String.valueOf(e.getMessage());
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid",
        said,
        e.hint(),
        List.of(new FieldError(e.field(), said)));
  }

  private SourceShape shape(Source source) {
    return SourceShape.of(
        source,
        places.fields(source.setting().place()),
        sources.hasSecret(source.id(), actor.get()),
        sources.latest(source.id(), actor.get()));
  }

  record BegunRun(BegunJob job) {
    static BegunRun of(JobId job) {
      return new BegunRun(new BegunJob(job.toString(), "queued"));
    }
  }

  record BegunJob(String id, String state) {}

  /**
   * @param authority the certificates (PEM) of those who alone may have signed those of the
   *     source's hosts; the JDK's authorities if it is not given
   */
  record WantedTls(@Nullable @Size(max = 100_000) String authority) {}

  /**
   * @param documents that are held back, so that nobody decides about others than they know of
   */
  record HeldCount(@NotNull @Min(1) Integer documents) {}

  /**
   * @param kind {@code folder} if it is not given
   * @param place the fields of a place of that kind
   * @param secret what opens the place; kept if it is not given and the place stays
   * @param tls the usual if it is not given
   * @param minutes 15 if it is not given
   * @param folder of the kind {@code folder}, instead of {@code place}, as the two below
   * @param subfolders true if it is not given
   * @param afterwards {@code leave} if it is not given
   * @param whenGone {@code keep} if it is not given
   * @param enabled true if it is not given
   */
  record WantedSource(
      @NotBlank @Size(max = 200) String name,
      @Nullable @Size(max = 20) String kind,
      @Nullable @Size(max = 20) Map<@Size(max = 40) String, Object> place,
      @Nullable @Size(max = 1000) String secret,
      @Nullable @Valid WantedTls tls,
      @Nullable @Size(max = 200) String collection,
      @Nullable Integer minutes,
      @Nullable @Size(max = 1000) String folder,
      @Nullable Boolean subfolders,
      @Nullable Boolean folderTags,
      @Nullable @Pattern(regexp = "leave|move") String afterwards,
      @Nullable @Pattern(regexp = "keep|bin") String whenGone,
      @Nullable Boolean enabled) {

    /** Without the secret: records print what they hold. */
    @Override
    public String toString() {
      return "WantedSource[" + name + "]";
    }

    SourceSetting toSetting(Places places) {
      return new SourceSetting(
          name,
          wantedPlace(places),
          tls == null ? null : tls.authority(),
          collection == null ? Collections.LIBRARY : collection,
          minutes == null ? 15 : minutes,
          folderTags != null && folderTags,
          whenGone == null ? WhenGone.KEEP : WhenGone.of(whenGone).orElseThrow(),
          enabled == null || enabled);
    }

    private Place wantedPlace(Places places) {
      if (place != null) {
        return places.of(kind == null ? Place.Kind.FOLDER.word() : kind, place);
      }
      var fields = new HashMap<String, Object>();
      fields.put("folder", folder);
      fields.put("subfolders", subfolders == null || subfolders);
      fields.put("afterwards", afterwards);
      return places.of(kind == null ? Place.Kind.FOLDER.word() : kind, fields);
    }
  }
}
