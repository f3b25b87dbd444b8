package io.cloister.web.document;

import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.library.text.Part;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.TextParts;
import java.util.List;
import java.util.Optional;
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
   * @param start where its first line begins
   * @param end where that line ends; {@code start} if nothing of it was read
   */
  record Entry(String name, String mediaType, int depth, int start, int end) {

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
                all.stream().limit(FIRST).map(part -> entry(part, text)).toList(),
                all.stream().skip(FIRST).map(part -> entry(part, text)).toList(),
                all.stream()
                    .filter(part -> asked != null && part.holds(asked.start()))
                    .map(part -> entry(part, text))
                    .toList()));
  }

  private static Entry entry(Part part, PlainText whole) {
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
    return new Entry(part.name(), part.mediaType(), part.depth(), start, end);
  }
}
