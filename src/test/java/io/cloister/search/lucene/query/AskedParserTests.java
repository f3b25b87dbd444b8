package io.cloister.search.lucene.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.lucene.query.AskedParser.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedParserTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retention",
        "How long are applications kept (if at all)?",
        "COVID-19 - what now",
        "https://example.com/a:b",
        "title: with a space",
        "and or not"
      })
  void takesOrdinaryTextAsWords(String query) {
    assertThat(AskedParser.parse(query).interpretation()).isEqualTo(AskedParser.PLAIN);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "How long (if at all)?, How long (if at all)?",
        "'  kept until then ', kept until then",
        "a \"stray sign, a \"stray sign",
        "\"six months\" kept -soup, six months kept",
        "type:pdf, ''",
        "(), ''"
      })
  void embedsWhatWasWrittenUnlessItIsSyntax(String query, String meant) {
    assertThat(AskedParser.parse(query).meant(query)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"open",
        "AND",
        "cats OR",
        "OR cats",
        "(cats",
        "cats)",
        "a AND AND b",
        "\"\"",
        "-(",
        "a -OR"
      })
  void fallsBackToWordsWhereItDoesNotParse(String query) {
    var parsed = AskedParser.parse(query);

    assertThat(parsed.interpretation()).isEqualTo(AskedParser.FALLBACK);
    assertThat(parsed.parts()).allMatch(part -> part instanceof Asked.Word);
  }

  @Test
  void takesWhatIsNestedOrRepeatedWithoutEndForWords() {
    for (var piece : List.of("(", "-(", "-( ", "(a AND ", "\"a b\"~5 ", "title:a ", "(a) ")) {
      assertThat(AskedParser.parse(piece.repeat(4_000 / piece.length())).interpretation())
          .as(piece)
          .isEqualTo(AskedParser.FALLBACK);
    }
    assertThat(AskedParser.parse("a ".repeat(2_000)).interpretation()).isEqualTo(AskedParser.PLAIN);
  }

  @Test
  void takesAParagraphThatCitesForWords() {
    var paragraph = "we trained it ".repeat(20) + "in the \"training\" phase -if so- (slowly)";

    var parsed = AskedParser.parse(paragraph);

    assertThat(parsed.interpretation()).isEqualTo(AskedParser.PLAIN);
    assertThat(parsed.parts()).hasSize(1).allMatch(Asked.Word.class::isInstance);
    assertThat(AskedParser.parse(paragraph + " AND more").interpretation())
        .isEqualTo(AskedParser.SYNTAX);
  }

  @Test
  void weighsWordsThatFollowOneAnotherTogether() {
    var parts = AskedParser.parse("who keeps the \"retention period\" of records").parts();

    assertThat(Asked.wanted(parts))
        .containsExactly(
            new Asked.Word("who keeps the"),
            new Asked.Phrase("retention period", 0),
            new Asked.Word("of records"));
  }

  @Test
  void readsPhrasesAndNearWords() {
    assertThat(AskedParser.parse("\"seven years\" \"kept destroyed\"~5"))
        .isEqualTo(
            new Parsed(
                List.of(new Asked.Phrase("seven years", 0), new Asked.Phrase("kept destroyed", 5)),
                AskedParser.SYNTAX));
  }

  @Test
  void readsFieldsAndNegation() {
    assertThat(AskedParser.parse("title:policy -tag:\"old draft\" -type:pdf").parts())
        .containsExactly(
            new Asked.Field("title", "policy"),
            new Asked.Not(new Asked.Field("tag", "old draft")),
            new Asked.Not(new Asked.Field("type", "pdf")));
  }

  @Test
  void bindsAndMoreThanOr() {
    assertThat(AskedParser.parse("a OR b AND c").parts())
        .containsExactly(
            new Asked.Any(
                List.of(
                    new Asked.Word("a"),
                    new Asked.All(List.of(new Asked.Word("b"), new Asked.Word("c"))))));
  }

  @Test
  void embedsOnlyWhatIsWanted() {
    assertThat(Asked.words(AskedParser.parse("kept \"six months\" -draft tag:hr").parts()))
        .isEqualTo("kept six months");
  }
}
