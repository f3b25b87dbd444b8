package io.cloister.sources.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModifiedUtf7Tests {

  @Test
  void encodesAsTheExampleOfTheStandard() {
    assertThat(ModifiedUtf7.encode("~peter/mail/台北/日本語"))
        .isEqualTo("~peter/mail/&U,BTFw-/&ZeVnLIqe-");
  }

  @Test
  void doublesTheSignThatShifts() {
    assertThat(ModifiedUtf7.encode("Plant & Co")).isEqualTo("Plant &- Co");
  }
}
