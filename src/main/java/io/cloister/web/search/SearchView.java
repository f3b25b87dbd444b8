package io.cloister.web.search;

import io.cloister.library.Document;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Passage;
import io.cloister.search.Hit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of found documents shows, each value with the address of the link it is. */
record SearchView(
    String words,
    String mode,
    String sort,
    long total,
    long millis,
    boolean incomplete,
    boolean notUnderstood,
    @Nullable Link didYouMean,
    List<Chip> chips,
    @Nullable String clear,
    List<Found> hits,
    List<Facet> facets,
    List<Narrowing.Filter> kept,
    String csv) {

  /** A word with the address it leads to. */
  record Link(String text, String href) {}

  /** A filter that is set; the link takes it away. */
  record Chip(String name, String value, String href) {}

  /**
   * One facet.
   *
   * @param name as in the address: {@code tag, type, collection, language, year}
   */
  record Facet(String name, List<Choice> choices) {}

  /**
   * A value of a facet.
   *
   * @param state {@code on}, {@code off}, or {@code not} if documents with it are left out
   * @param href what a click does: next state
   */
  record Choice(String value, long count, String state, String href) {}

  /** One hit. */
  record Found(Hit hit) {

    public Document document() {
      return hit.document();
    }

    public Passage passage() {
      return hit.passage();
    }

    public List<Tag> tags() {
      return hit.tags();
    }

    /** Opens the document at the passage. */
    public String href() {
      return "/d/%s?v=%d&passage=%s&start=%d&end=%d"
          .formatted(
              document().id(),
              document().current().number(),
              passage().id(),
              passage().start(),
              passage().end());
    }

    /** {@code both}, {@code words} or {@code meaning}. */
    public String matched() {
      return hit.byWords() ? (hit.byMeaning() ? "both" : "words") : "meaning";
    }
  }
}
