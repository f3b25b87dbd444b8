package io.cloister.search.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.corpus.CorpusQuestion.Kind;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusQuestionsTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "How many documents are there?                     | COUNT  | mode=keyword",
        "how many documents do we have                     | COUNT  | mode=keyword",
        "How many PDFs are in the library?                 | COUNT  | mode=keyword&type=pdf",
        "How many documents are tagged policy?             | COUNT  | mode=keyword&tag=policy",
        "How many documents are in the collection \"Human resources\"? | COUNT |"
            + " collection=Human+resources&mode=keyword",
        "How many documents were added last month?         | COUNT  |"
            + " from=2026-10-01&mode=keyword&to=2026-10-31",
        "How many files do we have from 2024?              | COUNT  |"
            + " from=2024-01-01&mode=keyword&to=2024-12-31",
        "How many documents are there in German?           | COUNT  | language=de&mode=keyword",
        "How many documents mention retention period?      | COUNT  |"
            + " also=off&dates=off&mode=keyword&q=retention+AND+period",
        "Wie viele Dokumente gibt es?                      | COUNT  | mode=keyword",
        "Wie viele Dokumente haben das Schlagwort Vertrag? | COUNT  | mode=keyword&tag=Vertrag",
        "Wie viele PDFs haben wir seit März?               | COUNT  |"
            + " from=2026-03-01&mode=keyword&type=pdf",
        "Wie viele Dokumente gibt es auf Englisch?         | COUNT  | language=en&mode=keyword",
        "Wie viele Dokumente gibt es über Urlaub?          | COUNT  |"
            + " also=off&dates=off&mode=keyword&q=Urlaub",
        "List all documents tagged policy                  | LIST   | mode=keyword&tag=policy",
        "Show me all PDFs                                  | LIST   | mode=keyword&type=pdf",
        "Which documents are tagged draft?                 | LIST   | mode=keyword&tag=draft",
        "Liste alle Dokumente mit dem Schlagwort Entwurf auf | LIST | mode=keyword&tag=Entwurf",
        "Welche Dokumente haben das Schlagwort Entwurf?    | LIST   | mode=keyword&tag=Entwurf",
        "What is the oldest document?                      | OLDEST | mode=keyword&sort=oldest",
        "newest PDF                                        | NEWEST | mode=keyword&sort=newest&type=pdf",
        "Was ist das älteste Dokument?                     | OLDEST | mode=keyword&sort=oldest",
        "How many documents per year?                      | PER    | mode=keyword",
        "documents by tag                                  | PER    | mode=keyword",
        "Wie viele Dokumente gibt es pro Jahr?             | PER    | mode=keyword",
      },
      delimiter = '|')
  void readsQuestionsAboutTheDocumentsAsSuch(String text, Kind kind, String address) {
    assertThat(CorpusQuestions.of(text, TODAY))
        .hasValueSatisfying(question -> {
          assertThat(question.kind()).isEqualTo(kind);
          assertThat(question.query().address()).isEqualTo(address);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How many shares were repurchased in 2023?",
        "How many employees does the company have?",
        "How many documents must an applicant submit?",
        "How many documents were filed by Apple in 2023?",
        "How many files are in a case?",
        "How many pages does the contract have?",
        "How many documents are required for a visa?",
        "How many days of leave are there per year?",
        "How many patients were treated per year?",
        "How many files did the board approve last month?",
        "What is the oldest company in the portfolio?",
        "Who signed the newest contract?",
        "List all risks",
        "List all documents that an applicant must bring",
        "What documents are required?",
        "retention of documents",
        "document retention policy",
        "Wie viele Aktien wurden 2023 zurückgekauft?",
        "Wie viele Urlaubstage gibt es pro Jahr?",
        "Wie viele Dokumente muss ein Bewerber einreichen?",
        "Wie viele Mitarbeiter gibt es?",
        "Welche Dokumente brauche ich?",
        "Was ist die älteste Regel?",
      })
  void leavesQuestionsAboutWhatDocumentsSayToOthers(String text) {
    assertThat(CorpusQuestions.of(text, TODAY)).isEmpty();
  }

  @Test
  void knowsInWhichLanguageItWasAsked() {
    assertThat(CorpusQuestions.of("Wie viele Dokumente gibt es?", TODAY))
        .hasValueSatisfying(one -> assertThat(one.language()).isEqualTo(Locale.GERMAN));
  }
}
