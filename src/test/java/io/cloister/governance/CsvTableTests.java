package io.cloister.governance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a spreadsheet would take for formulas, whatever it parts cells at. */
class CsvTableTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Plain words      | Plain words
          one, two         | "one, two"
          say "so"         | "say ""so""\"
          `a\nb`          | a b
          =1+1             | '=1+1
          +1               | '+1
          -1               | '-1
          @SUM(A1)         | '@SUM(A1)
          `\t=1+1`        | '=1+1
          `\r\n=1+1`     | '=1+1
          \uFF1D1+1       | '\uFF1D1+1
          x;=1+1;y         | "x;'=1+1;y"
          x;"=1+1          | "x;""'=1+1"
          `x\n=1+1`       | x =1+1
          1-1=0            | 1-1=0
          """)
  void holdsNoFormula(String text, String cell) {
    assertThat(CsvTable.cell(text.translateEscapes())).isEqualTo(cell.translateEscapes());
  }
}
