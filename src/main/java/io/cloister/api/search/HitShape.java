package io.cloister.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Passage;
import io.cloister.search.Explanation;
import io.cloister.search.Hit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hit in the contract's shape.
 *
 * @param newer the id of another hit that says nearly the same and is newer
 */
public record HitShape(
    double score,
    FoundDocument document,
    FoundPassage passage,
    List<String> highlights,
    boolean byWords,
    boolean byMeaning,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String newer,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Explanation explanation) {

  public record FoundDocument(
      String id,
      @Nullable String externalId,
      String title,
      String fileName,
      String mediaType,
      String collection,
      String label,
      Instant updatedAt,
      List<String> tags) {

    static FoundDocument of(Document document, List<Tag> tags) {
      return new FoundDocument(
          document.id().toString(),
          document.externalId(),
          document.title(),
          document.current().fileName(),
          document.current().mediaType(),
          document.collectionName(),
          document.label().word(),
          document.updatedAt(),
          tags.stream().map(Tag::name).toList());
    }
  }

  public record FoundPassage(
      String id,
      @Nullable Integer page,
      int start,
      int end,
      @Nullable String heading,
      String text,
      @Nullable Integer seconds) {

    static FoundPassage of(Passage passage) {
      return new FoundPassage(
          passage.id().toString(),
          passage.page(),
          passage.start(),
          passage.end(),
          passage.heading(),
          passage.text(),
          passage.seconds());
    }
  }

  public static HitShape of(Hit hit, @Nullable Explanation explanation) {
    return of(hit, null, explanation);
  }

  public static HitShape of(
      Hit hit, @Nullable DocumentId newer, @Nullable Explanation explanation) {
    return new HitShape(
        hit.score(),
        FoundDocument.of(hit.document(), hit.tags()),
        FoundPassage.of(hit.passage()),
        hit.highlights(),
        hit.byWords(),
        hit.byMeaning(),
        newer == null ? null : newer.toString(),
        explanation);
  }
}
