package io.cloister.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroundingTests {

  private static final String POLICY =
      """
      Applications that did not lead to employment are destroyed six months after the position has
      been filled, unless the applicant has agreed to a longer period in writing. Invoices are kept
      for 10 years. The budget of Aqualith GmbH is 1,250,000 EUR and was approved by Maria Keller on
      4 May 2026. Revenue rose by 12 % in 2025. Contractors may not enter hall B-17 without a guide.
      """;

  private final Grounding grounding = WordsOnly.GROUNDING;

  @Test
  void supportsWhatStandsThere() {
    assertSupported("Invoices are kept for 10 years.");
    assertSupported("Invoices are kept for 10 years [1].");
    assertSupported("Invoices are kept for ten years.");
    assertSupported("The budget of Aqualith GmbH is €1.25 million.");
    assertSupported("Maria Keller approved the budget on May 4, 2026.");
    assertSupported("The budget was approved by Maria Keller on 2026-05-04.");
    assertSupported("In 2025, revenue rose by 12 percent.");
    assertSupported("Contractors may not enter hall B-17 without a guide.");
    assertSupported(
        "Applications that did not lead to employment are destroyed 6 months after the position was"
            + " filled.");
  }

  @Test
  void supportsNoOtherNumber() {
    assertReason("Invoices are kept for 7 years.", Verdict.Reason.NUMBER);
    assertReason("Invoices are kept for twelve years.", Verdict.Reason.NUMBER);
    assertReason("Invoices are kept for 10 months.", Verdict.Reason.NUMBER);
    assertReason("The budget of Aqualith GmbH is 1,250,000 USD.", Verdict.Reason.NUMBER);
    assertReason("The budget of Aqualith GmbH is 1,350,000 EUR.", Verdict.Reason.NUMBER);
    assertReason("Revenue rose by 12 % in 2024.", Verdict.Reason.NUMBER);
    assertReason("Revenue rose by 10 % in 2025.", Verdict.Reason.NUMBER);
  }

  @Test
  void supportsNoOtherDate() {
    assertReason("The budget was approved by Maria Keller on 5 May 2026.", Verdict.Reason.DATE);
    assertReason("The budget was approved by Maria Keller on 2026-04-05.", Verdict.Reason.DATE);
    assertReason("The budget was approved by Maria Keller in June 2026.", Verdict.Reason.DATE);
  }

  @Test
  void supportsNoOtherName() {
    assertReason("The budget of Borealith GmbH is 1,250,000 EUR.", Verdict.Reason.NAME);
    assertReason("The budget was approved by Maria Brandt on 4 May 2026.", Verdict.Reason.NAME);
    assertReason("Contractors may not enter hall B-18 without a guide.", Verdict.Reason.NAME);
  }

  @Test
  void supportsNoContraryAndNoDenial() {
    assertReason("Contractors may enter hall B-17 without a guide.", Verdict.Reason.NEGATION);
    assertReason("Invoices are not kept for 10 years.", Verdict.Reason.NEGATION);
    assertReason("Revenue fell by 12 % in 2025.", Verdict.Reason.CONTRARY);
  }

  @Test
  void supportsNothingUnrelated() {
    assertReason("Visitors park behind the main building.", Verdict.Reason.WORDS);
  }

  @Test
  void comparesByValueInGermanToo() {
    var contract =
        "Die Vertragssumme beträgt 1.250.000,50 €. Der Vertrag endet am 31. Dezember 2027 nach"
            + " fünfundzwanzig Monaten.";
    assertThat(
            grounding.check("Die Vertragssumme beträgt 1250000,5 Euro.", List.of(contract), "de"))
        .isEqualTo(new Verdict.Supported());
    assertThat(grounding.check("Der Vertrag endet am 31.12.2027.", List.of(contract), "de"))
        .isEqualTo(new Verdict.Supported());
    assertThat(grounding.check("Der Vertrag endet nach 25 Monaten.", List.of(contract), "de"))
        .isEqualTo(new Verdict.Supported());
    assertThat(grounding.check("Der Vertrag endet am 30.12.2027.", List.of(contract), "de").word())
        .isEqualTo("unsupported");
    assertThat(
            grounding.check("Der Vertrag endet nach 24 Monaten.", List.of(contract), "de").word())
        .isEqualTo("unsupported");
  }

  @Test
  void callsUncitedWhatCitesNothing() {
    assertThat(grounding.check("Invoices are kept for 10 years.", List.of(), "en"))
        .isEqualTo(new Verdict.Uncited());
  }

  private void assertSupported(String sentence) {
    assertThat(grounding.check(sentence, List.of(POLICY), "en"))
        .as(sentence)
        .isEqualTo(new Verdict.Supported());
  }

  private void assertReason(String sentence, Verdict.Reason reason) {
    assertThat(grounding.check(sentence, List.of(POLICY), "en"))
        .as(sentence)
        .isInstanceOfSatisfying(
            Verdict.Unsupported.class, verdict -> assertThat(verdict.reasons()).contains(reason));
  }
}
