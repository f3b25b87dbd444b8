package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Running;
import io.cloister.identity.NotAllowed;
import io.cloister.library.Conflict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A draft from its first edit to its approval. */
@Running
class ReviewingTests {

  @Autowired ApplicationContext context;
  @Autowired Drafts drafts;
  @Autowired Editing editing;
  @Autowired Reviewing reviewing;

  private TravelDraft travel;
  private Draft draft;

  @BeforeEach
  void aDraft() {
    travel = TravelDraft.in(context);
    draft = travel.draft();
  }

  @Test
  void whatAPersonChangesIsTheirsAndCheckedAgain() {
    var section = sectionWith("140 euros");
    var changed = section.markdown().replace("140", "150");

    var after =
        editing.change(draft.id(), section.id(), changed, draft.revision(), travel.editor());

    var sentences = after.section(section.id()).sentences();
    assertThat(sentences)
        .filteredOn(sentence -> sentence.author() == Sentence.Author.PERSON)
        .singleElement()
        .satisfies(sentence -> {
          assertThat(sentence.verdict()).isEqualTo(Sentence.Support.UNSUPPORTED);
          assertThat(sentence.reasons()).contains("number");
        });
    assertThat(sentences).hasSameSizeAs(section.sentences());
    assertThat(after.revision()).isEqualTo(draft.revision() + 1);
  }

  @Test
  void aChangeOfAnOldRevisionIsRefusedAndChangesNothing() {
    var id = draft.sections().getFirst().id();
    editing.change(draft.id(), id, "- My own words.", draft.revision(), travel.editor());

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(
            () -> editing.change(draft.id(), id, "- Late.", draft.revision(), travel.editor()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("revision-old"));
    assertThat(drafts.require(draft.id(), travel.editor()).section(id).markdown())
        .isEqualTo("- My own words.");
  }

  @Test
  void anEditorApprovesAnothersDraftAndNotTheirOwn() {
    reviewing.submit(draft.id(), travel.editor());

    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> reviewing.approve(draft.id(), true, travel.editor()));
    var approved = reviewing.approve(draft.id(), false, travel.other());

    assertThat(approved.state()).isEqualTo(Draft.State.APPROVED);
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() ->
            editing.change(
                draft.id(),
                draft.sections().getFirst().id(),
                "- More.",
                approved.revision(),
                travel.editor()));
  }

  @Test
  void whatIsNotSupportedIsApprovedOnlyKnowingly() {
    editing.change(
        draft.id(),
        draft.sections().getFirst().id(),
        "- Everybody loves to travel by night train.",
        draft.revision(),
        travel.editor());
    reviewing.submit(draft.id(), travel.editor());

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> reviewing.approve(draft.id(), false, travel.other()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("unsupported-sentences"));
    assertThat(reviewing.approve(draft.id(), true, travel.other()).state())
        .isEqualTo(Draft.State.APPROVED);
  }

  @Test
  void aReturnedDraftCanBeChangedAgain() {
    reviewing.submit(draft.id(), travel.editor());

    var returned = reviewing.giveBack(draft.id(), "Too long.", travel.other());

    assertThat(returned.review()).extracting(Draft.Review::comment).isEqualTo("Too long.");
    assertThat(reviewing.submit(draft.id(), travel.editor()).state())
        .isEqualTo(Draft.State.IN_REVIEW);
  }

  private Section sectionWith(String words) {
    return draft.sections().stream()
        .filter(section -> section.markdown().contains(words))
        .findFirst()
        .orElseThrow();
  }
}
