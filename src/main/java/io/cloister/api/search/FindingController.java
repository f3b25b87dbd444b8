package io.cloister.api.search;

import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.likeness.Likenesses;
import io.cloister.search.PassageSearch;
import io.cloister.search.finding.Finder;
import io.cloister.search.finding.RecentSearches;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FindingController {

  private static final int SUGGESTIONS = 10;
  private static final int RECENT = 5;

  private final PassageSearch search;
  private final Finder finder;
  private final RecentSearches recent;
  private final Documents documents;
  private final Likenesses likenesses;
  private final Collections collections;
  private final CurrentActor current;

  FindingController(
      PassageSearch search,
      Finder finder,
      RecentSearches recent,
      Documents documents,
      Likenesses likenesses,
      Collections collections,
      CurrentActor current) {
    this.search = search;
    this.finder = finder;
    this.recent = recent;
    this.documents = documents;
    this.likenesses = likenesses;
    this.collections = collections;
    this.current = current;
  }

  @GetMapping("/api/v1/suggest")
  SuggestionsShape suggest(@RequestParam @Size(max = 200) String q) {
    var actor = current.get();
    return new SuggestionsShape(
        search.suggest(q, collections.scopeOf(actor), SUGGESTIONS),
        recent.beginning(q, actor, RECENT).stream().map(one -> one.words()).distinct().toList());
  }

  /** The passages of one document that have any of the words, in reading order. */
  @GetMapping("/api/v1/documents/{id}/find")
  InsideShape inside(
      @PathVariable String id,
      @RequestParam @Size(min = 1, max = 1_000) String q,
      @RequestParam(defaultValue = "200") @Min(1) @Max(200) int size) {
    var scope = collections.scopeOf(current.get());
    var document = documents.require(DocumentId.of(id), scope);
    return new InsideShape(
        finder.inside(document.id(), q, size, scope).stream()
            .map(
                hit -> new InsidePassage(HitShape.FoundPassage.of(hit.passage()), hit.highlights()))
            .toList());
  }

  @GetMapping("/api/v1/documents/{id}/similar")
  SimilarShape similar(
      @PathVariable String id, @RequestParam(defaultValue = "10") @Min(1) @Max(200) int size) {
    var scope = collections.scopeOf(current.get());
    var document = documents.require(DocumentId.of(id), scope);
    return new SimilarShape(
        search.similar(document.id(), scope, size).stream()
            .map(hit -> HitShape.of(hit, null))
            .toList());
  }

  /** What says nearly the same, word for word, most alike first. */
  @GetMapping("/api/v1/documents/{id}/near-duplicates")
  Listed<NearShape> nearDuplicates(@PathVariable String id) {
    var scope = collections.scopeOf(current.get());
    var document = documents.require(DocumentId.of(id), scope);
    var since = document.current().createdAt();
    return Listed.whole(
        likenesses.of(document.id(), scope).stream()
            .map(alike ->
                new NearShape(
                    alike.document().toString(),
                    alike.resemblance(),
                    alike.since(),
                    alike.since().isAfter(since)))
            .toList());
  }

  /**
   * @param resemblance the share of runs of five words that both have, estimated, 0..1
   */
  record NearShape(String document, double resemblance, Instant since, boolean newer) {}

  /**
   * What may be meant.
   *
   * @param recent what the caller searched for on the pages before and that begins so
   */
  record SuggestionsShape(List<String> suggestions, List<String> recent) {}

  record InsidePassage(HitShape.FoundPassage passage, List<String> highlights) {}

  record InsideShape(List<InsidePassage> found) {}

  record SimilarShape(List<HitShape> hits) {}
}
