package io.cloister.search.corpus;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a language asks about documents. A question must have one of these forms from its first word
 * to its last; each gives what it leaves open as {@code rest}.
 *
 * @param nouns what documents are called, with the type that is meant; empty for all
 * @param facets what can be counted by
 */
record Phrases(
    Locale language,
    Map<String, String> nouns,
    Map<String, String> facets,
    Pattern count,
    Pattern list,
    Pattern extreme,
    Pattern per,
    Pattern filler,
    Pattern dated,
    Pattern tagged,
    Pattern collection,
    Pattern spoken,
    Pattern about) {

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final String NAME = "[\"“„]?(?<name>[^\"“”„]{1,100}?)[\"“”]?";

  static final Phrases ENGLISH =
      new Phrases(
          Locale.ENGLISH,
          Map.ofEntries(
              Map.entry("document", ""),
              Map.entry("file", ""),
              Map.entry("pdf", "pdf"),
              Map.entry("pdf file", "pdf"),
              Map.entry("pdf document", "pdf"),
              Map.entry("word document", "word"),
              Map.entry("spreadsheet", "sheet"),
              Map.entry("presentation", "slides"),
              Map.entry("image", "image")),
          Map.of(
              "year", "year",
              "type", "type",
              "kind", "type",
              "tag", "tag",
              "collection", "collection",
              "language", "language"),
          form("how many %Ns(?<rest> .*)?"),
          form(
              "(?:(?:please )?(?:list|show|show me|give me|find) (?:all|every)(?: the| of the| our)? %Ns"
                  + "(?<rest> .*)?|(?:which|what) %Ms(?<rest2> (?:are tagged|have the tag|are in the"
                  + " collection) .*))"),
          form(
              "(?:(?:what|which) (?:is|was) )?(?:the |our |my )?(?<which>oldest|earliest|newest|latest"
                  + "|most recent) %N(?<rest> .*)?"),
          form(
              "(?:how many )?%Ns(?: are there| do we have| exist)? (?:per|by|for each|in each)"
                  + " (?<by>year|type|kind|tag|collection|language)(?<rest> .*)?"),
          start(
              "(?:are there|do we have|do i have|have we(?: got)?|exist|are in the library|can i (?:see|read|find))"),
          form(
              "(?:(?:that |which )?(?:are|were|was|have been) )?(?:added|uploaded|changed|updated|dated)?"),
          form(
              "(?:(?:that |which )?are )?(?:tagged(?: with| as)?|(?:that |which )?have the tag|with the tag) "
                  + NAME),
          form("(?:(?:that |which )?are )?in(?: the)? collection " + NAME),
          form(
              "(?:(?:that |which )?are )?(?:written )?in (?<spoken>english|german|french|spanish|italian)"),
          form(
              "(?:(?:that |which )?(?:are )?(?:mention|mentioning|contain|containing|about)|with the words?) "
                  + NAME));

  static final Phrases GERMAN =
      new Phrases(
          Locale.GERMAN,
          Map.ofEntries(
              Map.entry("dokumente", ""),
              Map.entry("dokument", ""),
              Map.entry("dateien", ""),
              Map.entry("datei", ""),
              Map.entry("pdfs", "pdf"),
              Map.entry("pdf", "pdf"),
              Map.entry("pdf-dateien", "pdf"),
              Map.entry("pdf-dokumente", "pdf"),
              Map.entry("word-dokumente", "word"),
              Map.entry("tabellen", "sheet"),
              Map.entry("präsentationen", "slides"),
              Map.entry("bilder", "image")),
          Map.of(
              "jahr", "year",
              "art", "type",
              "typ", "type",
              "schlagwort", "tag",
              "sammlung", "collection",
              "sprache", "language"),
          form("wie ?viele %N(?<rest> .*)?"),
          form(
              "(?:(?:liste|zeige?|nenne?|gib|finde)(?: mir)? (?:bitte )?alle %N(?<rest> .*?)?(?: auf| an)?"
                  + "|welche %M(?<rest2> (?:haben|tragen) das schlagwort .*))"),
          form(
              "(?:(?:was|welches|welche) ist )?(?:das |die |unser |unsere )?(?<which>älteste|neueste"
                  + "|neuste|jüngste|aktuellste)s? %N(?<rest> .*)?"),
          form(
              "(?:wie ?viele )?%N(?: gibt es| haben wir)? (?:pro|je|nach)"
                  + " (?<by>jahr|art|typ|schlagwort|sammlung|sprache)(?<rest> .*)?"),
          start(
              "(?:gibt es|haben wir|habe ich|sind es|sind vorhanden|sind in der bibliothek|liegen vor)"),
          form(
              "(?:(?:die )?(?:sind|wurden|kamen) )?(?:hinzu|dazu|hinzugefügt|hochgeladen|geändert|stammen)?"),
          form("(?:(?:die )?(?:haben|tragen) das|mit dem) schlagwort " + NAME),
          form("(?:(?:sind|liegen) )?in der sammlung " + NAME),
          form("(?:sind )?auf (?<spoken>englisch|deutsch|französisch|spanisch|italienisch)"),
          form("(?:über|zum thema|erwähnen|enthalten|mit (?:dem wort|den wörtern)) " + NAME));

  private static Pattern form(String form) {
    var noun = "[\\p{L}-]+(?: file| document)?";
    return Pattern.compile(
        form.replace("%N", "(?<noun>" + noun + "?)").replace("%M", "(?<noun2>" + noun + "?)"),
        FLAGS);
  }

  private static Pattern start(String words) {
    return Pattern.compile("^" + words + "(?= |$)", FLAGS);
  }
}
