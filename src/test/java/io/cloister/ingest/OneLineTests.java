package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTests {

  @Test
  void turnsNothingAroundAndBreaksNoLine() {
    assertThat(OneLine.of("\tInvoice \u202egpj.exe\nof\u2028May\u0000 "))
        .isEqualTo("Invoice  gpj.exe of May");
    assertThat(OneLine.of("Übersicht 東京")).isEqualTo("Übersicht 東京");
  }
}
