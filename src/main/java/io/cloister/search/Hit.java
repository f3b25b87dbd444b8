package io.cloister.search;

import io.cloister.library.Document;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Passage;
import java.util.List;

/**
 * A passage that was found, with its document as the database has it now.
 *
 * @param score how well it matches, 0 or more; comparable within one result only
 * @param highlights stretches of the passage with the matched words in {@code <mark>}; everything
 *     else is HTML-escaped
 * @param byWords whether the words matched
 * @param byMeaning whether it was found by its vector
 */
public record Hit(
    double score,
    Document document,
    List<Tag> tags,
    Passage passage,
    List<String> highlights,
    boolean byWords,
    boolean byMeaning) {

  /** The same, with the document as given. */
  public Hit with(Document document) {
    return new Hit(score, document, tags, passage, highlights, byWords, byMeaning);
  }

  /** The same, with the passage as given. */
  public Hit with(Passage passage) {
    return new Hit(score, document, tags, passage, highlights, byWords, byMeaning);
  }
}
