package io.cloister.api.drafting;

import io.cloister.api.Listed;
import io.cloister.drafting.Citation;
import io.cloister.drafting.Draft;
import io.cloister.drafting.Section;
import io.cloister.drafting.Sentence;
import io.cloister.library.Page;
import io.cloister.library.text.Moments;
import io.cloister.library.text.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A draft in the contract's shape.
 *
 * @param model which was chosen to write it; null for the route's
 * @param models which wrote any of it
 */
record DraftShape(
    String id,
    String title,
    String template,
    String language,
    Map<String, String> inputs,
    String label,
    String state,
    String owner,
    List<SectionShape> sections,
    List<CitationShape> citations,
    List<SourceShape> sources,
    GroundingShape grounding,
    @Nullable String model,
    List<String> models,
    boolean extractive,
    @Nullable NoticeShape notice,
    @Nullable FailureShape failure,
    @Nullable ReviewShape review,
    int revision,
    boolean stale,
    JobRef job,
    Instant createdAt,
    Instant updatedAt) {

  static DraftShape of(Draft draft, Moments moments) {
    return of(draft, times(List.of(draft), moments));
  }

  static Listed<DraftShape> of(Page<Draft> drafts, Moments moments) {
    var times = times(drafts.items(), moments);
    return Listed.of(drafts, draft -> of(draft, times));
  }

  /** Those of what has no pages. */
  private static Times times(List<Draft> drafts, Moments moments) {
    return moments.times(
        drafts.stream()
            .flatMap(draft -> draft.citations().stream())
            .filter(citation -> citation.page() == null)
            .map(citation -> citation.passage().version())
            .toList());
  }

  private static DraftShape of(Draft draft, Times times) {
    return new DraftShape(
        draft.id().toString(),
        draft.title(),
        draft.template(),
        draft.language(),
        draft.inputs(),
        draft.label().word(),
        draft.state().word(),
        draft.owner().name(),
        draft.sections().stream().map(section -> SectionShape.of(section, draft)).toList(),
        draft.citations().stream().map(one -> CitationShape.of(one, times)).toList(),
        draft.sources().stream().map(SourceShape::of).toList(),
        GroundingShape.of(draft.tally()),
        draft.chosenModel() == null ? null : draft.chosenModel().toString(),
        draft.models(),
        draft.models().isEmpty(),
        NoticeShape.of(draft.notice()),
        FailureShape.of(draft.failure()),
        ReviewShape.of(draft.review()),
        draft.revision(),
        draft.isStale(),
        new JobRef(draft.job().toString()),
        draft.createdAt(),
        draft.updatedAt());
  }

  record JobRef(String id) {}

  /** {@code revision} is the draft's: what the next change of any section has to name. */
  record SectionShape(
      String id,
      String heading,
      String markdown,
      List<SentenceShape> sentences,
      @Nullable String model,
      int revision) {

    static SectionShape of(Section section, Draft draft) {
      return new SectionShape(
          section.id(),
          section.heading(),
          section.markdown(),
          section.sentences().stream().map(SentenceShape::of).toList(),
          section.model(),
          draft.revision());
    }
  }

  record SentenceShape(
      String text, String verdict, List<String> reasons, List<Integer> citations, String author) {

    static SentenceShape of(Sentence sentence) {
      return new SentenceShape(
          sentence.text(),
          sentence.verdict().word(),
          sentence.reasons(),
          sentence.citations(),
          sentence.author().word());
    }
  }

  record CitationShape(
      int n,
      CitedShape document,
      int version,
      String passage,
      @Nullable Integer page,
      int start,
      int end,
      String quote,
      @Nullable Integer seconds) {

    static CitationShape of(Citation citation, Times times) {
      var cited = citation.document();
      return new CitationShape(
          citation.n(),
          new CitedShape(
              cited.id().toString(), cited.externalId(), cited.title(), cited.fileName()),
          citation.version(),
          citation.passage().toString(),
          citation.page(),
          citation.start(),
          citation.end(),
          citation.quote(),
          times.secondAt(citation.passage().version(), citation.start()));
    }
  }

  record CitedShape(String id, @Nullable String externalId, String title, String fileName) {}

  record SourceShape(
      String document, int version, String title, String fileName, String sha256, boolean current) {

    static SourceShape of(Draft.SourceVersion source) {
      return new SourceShape(
          source.document().toString(),
          source.version(),
          source.title(),
          source.fileName(),
          source.sha256(),
          source.isCurrent());
    }
  }

  record GroundingShape(int supported, int unsupported, int uncited) {

    static GroundingShape of(Draft.Tally tally) {
      return new GroundingShape(tally.supported(), tally.unsupported(), tally.uncited());
    }
  }

  record NoticeShape(String code, String detail) {

    static @Nullable NoticeShape of(Draft.@Nullable Notice notice) {
      return notice == null ? null : new NoticeShape(notice.code(), notice.detail());
    }
  }

  record FailureShape(String code, String detail, String hint) {

    static @Nullable FailureShape of(Draft.@Nullable Failure failure) {
      return failure == null
          ? null
          : new FailureShape(failure.code(), failure.detail(), failure.hint());
    }
  }

  record ReviewShape(String by, Instant at, String comment) {

    static @Nullable ReviewShape of(Draft.@Nullable Review review) {
      return review == null ? null : new ReviewShape(review.by(), review.at(), review.comment());
    }
  }
}
