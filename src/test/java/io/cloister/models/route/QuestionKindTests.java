package io.cloister.models.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionKindTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How long are applications kept?",
        "When does the contract end?",
        "Who approves travel?",
        "Wie lange werden Rechnungen aufbewahrt?",
        "Wie viele Urlaubstage gibt es?",
        "invoice retention"
      })
  void asksForSomethingThatStandsSomewhere(String question) {
    assertThat(QuestionKind.ofText(question)).isEqualTo(QuestionKind.SIMPLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Why are applications kept six months?",
        "Compare the two offers.",
        "How does the approval work?",
        "Who approves travel? And who pays?",
        "Warum werden Rechnungen aufbewahrt?",
        "Was ist der Unterschied zwischen Angebot und Vertrag?",
        "Erkläre die Folgen der neuen Regel."
      })
  void asksForThought(String question) {
    assertThat(QuestionKind.ofText(question)).isEqualTo(QuestionKind.COMPLEX);
  }
}
