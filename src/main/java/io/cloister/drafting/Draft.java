package io.cloister.drafting;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.jobs.JobId;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.VersionId;
import io.cloister.models.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document that is being made from sources.
 *
 * @param template id of the template
 * @param language ISO 639-1 code of what is written
 * @param inputs what the template asked for
 * @param label the strictest of its sources'
 * @param owner who had it made
 * @param job what writes it, or wrote it
 * @param chosenModel which its owner chose to write it; null for the route's
 * @param notice why it was not written by a model as it could have been; null if there is nothing
 *     to say
 * @param failure why there is nothing; null unless {@code state} is {@link State#FAILED}
 * @param comment what whoever returned it said
 * @param revision how often it was changed; from 1
 */
public record Draft(
    DraftId id,
    String title,
    String template,
    String language,
    Map<String, String> inputs,
    Label label,
    State state,
    List<Section> sections,
    List<Citation> citations,
    List<SourceVersion> sources,
    Actor owner,
    JobId job,
    @Nullable ModelName chosenModel,
    @Nullable Notice notice,
    @Nullable Failure failure,
    @Nullable Review review,
    int revision,
    Instant createdAt,
    Instant updatedAt) {

  private static final Notice WITHHELD = new Notice("source-withheld", "");

  public Draft {
    inputs = Map.copyOf(inputs);
    sections = List.copyOf(sections);
    citations = List.copyOf(citations);
    sources = List.copyOf(sources);
  }

  /** Whether a source has a newer version than was read, or is gone. */
  public boolean isStale() {
    return sources.stream().anyMatch(source -> !source.isCurrent());
  }

  /** Whether whoever looks at it sees less than there is. */
  public boolean isWithheld() {
    return WITHHELD.equals(notice);
  }

  /** How many of its sentences are supported, and how many are not. */
  public Tally tally() {
    return Tally.of(sections.stream().flatMap(section -> section.sentences().stream()).toList());
  }

  /** The models that wrote any of it; empty if all is quoted. */
  public List<String> models() {
    return sections.stream().map(Section::model).filter(Objects::nonNull).distinct().toList();
  }

  public boolean isOwnedBy(Actor actor) {
    return owner.user().equals(actor.user());
  }

  /**
   * @throws NotFound if it has no such section
   */
  public Section section(String sectionId) {
    return sections.stream()
        .filter(section -> section.id().equals(sectionId))
        .findFirst()
        .orElseThrow(() -> new NotFound("Section", id + "/" + sectionId));
  }

  Draft withSources(List<SourceVersion> known) {
    return with(sections, citations, known);
  }

  Draft with(List<Section> written, List<Citation> cited, List<SourceVersion> known) {
    return copy(state, written, cited, known, notice, failure);
  }

  /**
   * @param left those of its sources that whoever looks at it may read
   */
  Draft withheld(List<SourceVersion> left) {
    return copy(state, sections, citations, left, WITHHELD, failure);
  }

  Draft failed(Failure why) {
    return copy(State.FAILED, sections, citations, sources, notice, why);
  }

  private Draft copy(
      State now,
      List<Section> written,
      List<Citation> cited,
      List<SourceVersion> known,
      @Nullable Notice said,
      @Nullable Failure why) {
    return new Draft(
        id,
        title,
        template,
        language,
        inputs,
        label,
        now,
        written,
        cited,
        known,
        owner,
        job,
        chosenModel,
        said,
        why,
        review,
        revision,
        createdAt,
        updatedAt);
  }

  /** Where a draft is on its way. */
  public enum State {
    GENERATING,
    DRAFT,
    IN_REVIEW,
    APPROVED,
    RETURNED,
    FAILED;

    /** The name in the HTTP contract and the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its words may be changed. */
    public boolean isOpen() {
      return this == DRAFT || this == RETURNED;
    }

    static State of(String word) {
      return State.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * A version of a document that the draft is made from.
   *
   * @param sha256 of the bytes it was read from
   * @param isCurrent false if there is a newer version, or if the document is gone
   */
  public record SourceVersion(
      DocumentId document,
      VersionId id,
      int version,
      String title,
      String fileName,
      @Nullable String externalId,
      String sha256,
      boolean isCurrent) {

    SourceVersion current(boolean is) {
      return new SourceVersion(document, id, version, title, fileName, externalId, sha256, is);
    }
  }

  /**
   * @param code stable and kebab-case
   * @param detail what the model's side said; may be empty
   */
  public record Notice(String code, String detail) {}

  /**
   * @param code stable and kebab-case
   */
  public record Failure(String code, String detail, String hint) {}

  /**
   * The last decision on it.
   *
   * @param by the sign-in name
   * @param comment what was said; empty if nothing
   */
  public record Review(String by, Instant at, String comment) {}

  /** How many sentences there are of each support. */
  public record Tally(int supported, int unsupported, int uncited) {

    static Tally of(List<Sentence> sentences) {
      return new Tally(
          count(sentences, Sentence.Support.SUPPORTED),
          count(sentences, Sentence.Support.UNSUPPORTED),
          count(sentences, Sentence.Support.UNCITED));
    }

    private static int count(List<Sentence> sentences, Sentence.Support support) {
      return (int) sentences.stream().filter(s -> s.verdict() == support).count();
    }

    public int all() {
      return supported + unsupported + uncited;
    }

    /** Those that nobody may take on trust. */
    public int doubtful() {
      return unsupported + uncited;
    }
  }
}
