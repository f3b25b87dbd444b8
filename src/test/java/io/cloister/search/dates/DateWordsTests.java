package io.cloister.search.dates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateWordsTests {

  /** A Wednesday. */
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "contracts last month,             contracts, 2026-10-01, 2026-10-31",
        "Verträge letzten Monat,           Verträge,  2026-10-01, 2026-10-31",
        "Protokolle der letzten Woche,     Protokolle, 2026-11-09, 2026-11-15",
        "minutes this week,                minutes,   2026-11-16, 2026-11-22",
        "minutes from yesterday,           minutes,   2026-11-17, 2026-11-17",
        "notes of the last 30 days,        notes,     2026-10-19, 2026-11-18",
        "Notizen der letzten 2 Jahre,      Notizen,   2024-11-18, 2026-11-18",
        "last quarter invoices,            invoices,  2026-07-01, 2026-09-30",
        "policy since March,               policy,    2026-03-01, -",
        "policy since December,            policy,    2025-12-01, -",
        "Richtlinie seit März 2024,        Richtlinie, 2024-03-01, -",
        "Rechnungen ab 1.3.2024,           Rechnungen, 2024-03-01, -",
        "leases before 2020,               leases,    -,          2019-12-31",
        "Verträge vor 2020,                Verträge,  -,          2019-12-31",
        "Verträge bis 2020,                Verträge,  -,          2020-12-31",
        "leases after 2024-05-02,          leases,    2024-05-03, -",
        "audits between 2019 and 2021,     audits,    2019-01-01, 2021-12-31",
        "Prüfungen von März 2024 bis Mai 2024, Prüfungen, 2024-03-01, 2024-05-31",
        "letters from 2024,                letters,   2024-01-01, 2024-12-31",
        "Briefe aus dem Jahr 2024,         Briefe,    2024-01-01, 2024-12-31",
        "2024,                             '',        2024-01-01, 2024-12-31",
        "Q3 2022,                          '',        2022-07-01, 2022-09-30",
      })
  void readsDaysThatAreSurelyMeantAsSuch(String query, String rest, String from, String to) {
    var span = DateWords.find(query, TODAY).orElseThrow();

    assertThat(span.rest()).isEqualTo(rest);
    assertThat(span.isSure()).isTrue();
    assertThat(span.from()).isEqualTo(from == null ? null : LocalDate.parse(from));
    assertThat(span.to()).isEqualTo(to == null ? null : LocalDate.parse(to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "annual report 2024",
        "revenue in 2023",
        "How many shares were repurchased since March 2023?",
        "what was the revenue last quarter",
        "Wie hoch war der Umsatz im letzten Jahr?",
      })
  void onlyOffersDaysThatMayBeWhatATextIsAbout(String query) {
    assertThat(DateWords.find(query, TODAY))
        .hasValueSatisfying(span -> assertThat(span.isSure()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"last month\" of the war",
        "title:2024",
        "ISO 27001:2022",
        "you may sign",
        "march of progress",
        "last year's model",
        "2024-A12 serial",
        "regulation 2016/679",
        "$2024 fee",
        "since 2024-13-45",
        "between 2021 and 2019",
        "zwanzig Tage",
      })
  void leavesOtherWordsAlone(String query) {
    assertThat(DateWords.find(query, TODAY)).isEmpty();
  }

  @Test
  void readsTheValueOfAFilterOnlyIfAllOfItNamesDays() {
    assertThat(DateWords.all("last month", TODAY)).isPresent();
    assertThat(DateWords.all("2026-02-01", TODAY)).isPresent();
    assertThat(DateWords.all("sometime last month", TODAY)).isEmpty();
  }
}
