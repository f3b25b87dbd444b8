package io.cloister.web.document;

import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.HiddenText;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.PlainText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what of a text nobody sees who opens the file, and where it is. */
@Component
class HiddenNotes {

  private static final int FIRST = 5;
  private static final int MOST_WORDS = 120;

  private final HiddenTexts hidden;
  private final Versions versions;

  HiddenNotes(HiddenTexts hidden, Versions versions) {
    this.hidden = hidden;
    this.versions = versions;
  }

  /**
   * @param all how many stretches there are
   * @param first some of them
   */
  record Note(int all, List<Hidden> first) {

    Note {
      first = List.copyOf(first);
    }
  }

  /**
   * @param page from 1; null without pages
   * @param words as far as they can be shown
   */
  record Hidden(int start, int end, String kind, @Nullable Integer page, String words) {}

  /** Nothing if all of it is seen. */
  Optional<Note> of(Version version) {
    var all = hidden.of(version.id());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    return versions
        .text(version.id())
        .map(text ->
            new Note(all.size(), all.stream().limit(FIRST).map(it -> hidden(it, text)).toList()));
  }

  private static Hidden hidden(HiddenText one, PlainText text) {
    var words = text.text().substring(one.start(), Math.min(one.end(), text.text().length()));
    return new Hidden(
        one.start(),
        one.end(),
        one.kind().word(),
        text.pageAt(one.start()),
        Excerpt.of(words.replaceAll("[\\p{Cf}\\s]+", " ").strip(), MOST_WORDS));
  }
}
