package io.cloister.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FollowUpTests {

  private static final List<String> BEFORE = List.of("How long are invoices kept at Aqualith?");

  @Test
  void bringsTheWordsThatAPointingQuestionLeavesOut() {
    assertThat(FollowUp.standingAlone("And who destroys them afterwards?", BEFORE))
        .startsWith("And who destroys them afterwards?")
        .contains("invoices", "Aqualith");
  }

  @Test
  void bringsThemToAQuestionOfFewWords() {
    assertThat(FollowUp.standingAlone("Und Verträge?", List.of("Wie lange gelten Rechnungen?")))
        .contains("Verträge", "Rechnungen");
  }

  @Test
  void goesBackFurtherWhenTheLastOneLeanedToo() {
    var before = List.of("How long are invoices kept at Aqualith?", "Who destroys them?");

    assertThat(FollowUp.standingAlone("And when?", before)).contains("invoices", "destroys");
  }

  @Test
  void leavesAQuestionThatStandsAlone() {
    var question = "Which contractors may enter the production hall in Ravensburg?";

    assertThat(FollowUp.standingAlone(question, BEFORE)).isEqualTo(question);
  }

  @Test
  void leavesAFirstQuestion() {
    assertThat(FollowUp.standingAlone("Who destroys them?", List.of()))
        .isEqualTo("Who destroys them?");
  }
}
