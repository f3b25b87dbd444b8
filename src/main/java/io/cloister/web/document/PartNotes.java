package io.cloister.web.document;

import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.library.text.Part;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.TextParts;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The files within a document, and in which of them a place is. */
@Component
class PartNotes {

  private static final int FIRST = 30;
  private static final int LONGEST_LINE = 200;

  private final TextParts parts;
  private final Versions versions;

  PartNotes(TextParts parts, Versions versions) {
    this.parts = parts;
    this.versions = versions;
  }

  /**
   * @param first those that are shown at once
   * @param others the rest
   * @param around the parts that the asked place is in, the outermost first
   */
  record Note(List<Entry> first, List<Entry> others, List<Entry> around) {

    public int all() {
      return first.size() + others.size();
    }
  }

  /**
   * @param ordinal its place among all parts, from 0
   * @param start where its first line begins
   * @param end where that line ends; {@code start} if nothing of it was read
   */
  record Entry(int ordinal, String name, String mediaType, int depth, int start, int end) {

    public boolean isRead() {
      return start < end;
    }
  }

  /** Nothing if there are no files in it. */
  Optional<Note> of(Version version, @Nullable Stretch asked) {
    var all = parts.of(version.id());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    return versions
        .text(version.id())
        .map(text ->
            new Note(
                entries(all, text, i -> i < FIRST),
                entries(all, text, i -> i >= FIRST),
                entries(all, text, i -> asked != null && all.get(i).holds(asked.start()))));
  }

  private static List<Entry> entries(List<Part> all, PlainText text, IntPredicate which) {
    return IntStream.range(0, all.size())
        .filter(which)
        .mapToObj(i -> entry(i, all.get(i), text))
        .toList();
  }

  private static Entry entry(int ordinal, Part part, PlainText whole) {
    var text = whole.text();
    int limit = Math.min(part.end(), text.length());
    int start = part.start();
    while (start < limit && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < limit && text.charAt(end) != '\n' && end - start < LONGEST_LINE) {
      end++;
    }
    return new Entry(ordinal, part.name(), part.mediaType(), part.depth(), start, end);
  }
}
