package io.cloister.web.studio;

import io.cloister.drafting.Draft;
import io.cloister.drafting.Markup;
import io.cloister.drafting.Pieces;
import io.cloister.drafting.Section;
import io.cloister.drafting.Sentence;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft as somebody sees it.
 *
 * @param onlyDoubtful whether only what is not supported is shown
 * @param edit the section that is being changed; null if none is
 */
record DraftView(Draft draft, Actor actor, boolean onlyDoubtful, @Nullable Edit edit) {

  /**
   * A section that is being changed.
   *
   * @param markdown what stands in the form
   * @param isLate whether the draft was changed since the form was opened
   */
  record Edit(String section, String markdown, boolean isLate) {}

  record SectionView(
      String id, String heading, boolean isWritten, String markdown, List<BlockView> blocks) {}

  record BlockView(String kind, int level, List<Pieces.Piece> text, List<SentenceView> sentences) {}

  record SentenceView(String id, List<Pieces.Piece> pieces, Sentence sentence) {

    public boolean isDoubtful() {
      return sentence.verdict() != Sentence.Support.SUPPORTED;
    }

    public String verdict() {
      return sentence.verdict().word();
    }

    public boolean isPersons() {
      return sentence.author() == Sentence.Author.PERSON;
    }
  }

  public List<SectionView> sections() {
    return draft.sections().stream().map(this::view).toList();
  }

  private SectionView view(Section section) {
    var blocks = new ArrayList<BlockView>();
    int n = 0;
    for (var block : Markup.blocks(section.markdown())) {
      var sentences = new ArrayList<SentenceView>();
      for (var source : block.sentences()) {
        if (n < section.sentences().size()) {
          var sentence = section.sentences().get(n++);
          sentences.add(new SentenceView(section.id() + "-" + n, Pieces.of(source), sentence));
        }
      }
      if (onlyDoubtful) {
        sentences.removeIf(sentence -> !sentence.isDoubtful());
      }
      if (!onlyDoubtful || !sentences.isEmpty()) {
        blocks.add(
            new BlockView(block.kind().name(), block.level(), Pieces.of(block.text()), sentences));
      }
    }
    return new SectionView(
        section.id(), section.heading(), section.isWritten(), section.markdown(), blocks);
  }

  public String state() {
    return draft.state().word();
  }

  /** Which look its state has, of those in parts.html. */
  public String kind() {
    return kind(draft);
  }

  static String kind(Draft draft) {
    return switch (draft.state()) {
      case GENERATING -> "busy";
      case DRAFT -> "idle";
      case IN_REVIEW, RETURNED -> "warn";
      case APPROVED -> "ok";
      case FAILED -> "bad";
    };
  }

  public int written() {
    return (int) draft.sections().stream().filter(Section::isWritten).count();
  }

  public boolean isGenerating() {
    return draft.state() == Draft.State.GENERATING;
  }

  public boolean isFailed() {
    return draft.state() == Draft.State.FAILED;
  }

  public boolean isInReview() {
    return draft.state() == Draft.State.IN_REVIEW;
  }

  public boolean isExportable() {
    return !isGenerating() && !isFailed();
  }

  private boolean isKeeper() {
    return actor.is(Role.ADMIN) || (draft.isOwnedBy(actor) && actor.is(Role.EDITOR));
  }

  public boolean mayEdit() {
    return isKeeper() && draft.state().isOpen() && !draft.isWithheld();
  }

  public boolean mayDelete() {
    return isKeeper();
  }

  public boolean mayRetry() {
    return isFailed() && draft.isOwnedBy(actor) && actor.is(Role.EDITOR);
  }

  public boolean mayReturn() {
    return isInReview() && actor.is(Role.EDITOR);
  }

  public boolean mayApprove() {
    return isInReview()
        && (actor.is(Role.ADMIN) || (actor.is(Role.EDITOR) && !draft.isOwnedBy(actor)));
  }

  public boolean isEdited(String section) {
    return edit != null && edit.section().equals(section);
  }

  /** The citations that what is shown rests on. */
  public int quotes() {
    return draft.citations().size();
  }
}
