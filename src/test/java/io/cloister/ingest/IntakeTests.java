package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntakeTests {

  @Test
  void callsAFileByTheLastPartOfItsPath() {
    assertThat(Intake.name("C:\\papers\\Übersicht 東京.pdf")).isEqualTo("Übersicht 東京.pdf");
    assertThat(Intake.name("papers/")).isEqualTo("unnamed");
  }

  @Test
  void takesNoNameOfWhichNobodySeesAnything() {
    for (var unseen : new String[] {"\u200b", "papers/\u2800\u3164", " \u00ad\ufeff "}) {
      assertThat(Intake.name(unseen)).isEqualTo("unnamed");
    }
  }

  @Test
  void aTitleIsTheNameWithoutItsExtensionAsLongAsThatIsSeen() {
    assertThat(Intake.title("Übersicht 東京.pdf")).isEqualTo("Übersicht 東京");
    assertThat(Intake.title("Report of May.final draft")).isEqualTo("Report of May.final draft");
    assertThat(Intake.title("\u200b")).isEqualTo("unnamed");
    assertThat(Intake.title("\u200b.pdf")).isEqualTo("unnamed.pdf");
    assertThat(Intake.title("\u2800 .tar.gz")).isEqualTo("\u2800 .tar");
    assertThat(Intake.title(".htaccess")).isEqualTo(".htaccess");
  }
}
