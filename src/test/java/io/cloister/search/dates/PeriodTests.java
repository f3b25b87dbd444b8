package io.cloister.search.dates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTests {

  @ParameterizedTest
  @CsvSource({
    "2023 Q3 AAPL.pdf,                   2023-07-01, 2023-09-30",
    "report_Q1-2024_final.docx,          2024-01-01, 2024-03-31",
    "AMCOR_2023_8K_dated-2022-07-01.pdf, 2022-07-01, 2022-07-01",
    "scan20240229.pdf,                   2024-02-29, 2024-02-29",
    "3M_2018_10K.pdf,                    2018-01-01, 2018-12-31",
    "Budget FY2022.xlsx,                 2022-01-01, 2022-12-31",
    "Protokoll vom 1.7.2023,             2023-07-01, 2023-07-01",
    "Minutes of 5 March 2021,            2021-03-05, 2021-03-05",
    "Minutes March 2021,                 2021-03-01, 2021-03-31",
    "Lohnabrechnung_2024-05.pdf,         2024-05-01, 2024-05-31",
    "Bericht für das dritte Quartal 2020, 2020-07-01, 2020-09-30",
  })
  void tellsOfWhenADocumentIsByItsName(String name, LocalDate first, LocalDate last) {
    assertThat(Period.of(name)).contains(new Period(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ISO 27001.pdf", "invoice 120230.pdf", "Q5 of many.txt", "x2022y.txt", "IMG1999a"})
  void makesNoDaysOfOtherNumbers(String name) {
    assertThat(Period.of(name)).isEmpty();
  }

  @Test
  void passesOverDaysThatAreNone() {
    assertThat(Period.of("minutes 31.2.2023"))
        .contains(new Period(LocalDate.of(2023, 1, 1), LocalDate.of(2023, 12, 31)));
  }

  @Test
  void readsEachWordOfAQuestionOnce() {
    assertThat(Period.all("From the first quarter of 2022 to Q3 2023, and in fiscal year 2019?"))
        .containsExactlyInAnyOrder(
            new Period(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 3, 31)),
            new Period(LocalDate.of(2023, 7, 1), LocalDate.of(2023, 9, 30)),
            new Period(LocalDate.of(2019, 1, 1), LocalDate.of(2019, 12, 31)));
  }

  @Test
  void fitsWhatIsWithinOrAround() {
    var quarter = Period.of("2023 Q3").orElseThrow();
    var year = Period.of("2023").orElseThrow();
    var next = Period.of("2023 Q4").orElseThrow();

    assertThat(quarter.fits(year)).isTrue();
    assertThat(year.fits(quarter)).isTrue();
    assertThat(quarter.fits(next)).isFalse();
  }
}
