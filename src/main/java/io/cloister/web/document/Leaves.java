package io.cloister.web.document;

import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Moments;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cuts the text of a version into leaves, and opens it at the right one. */
@Component
class Leaves {

  /** Passages on a leaf of a text that has no pages. */
  private static final int PASSAGES = 20;

  private final Versions versions;
  private final Passages passages;
  private final HiddenTexts hidden;
  private final Moments moments;

  Leaves(Versions versions, Passages passages, HiddenTexts hidden, Moments moments) {
    this.versions = versions;
    this.passages = passages;
    this.hidden = hidden;
    this.moments = moments;
  }

  /**
   * The leaf of {@code version}, which the caller has been shown to be allowed to read; empty if it
   * has no text.
   *
   * @param asked the stretch to be marked; the leaf is the one it begins on unless another is named
   */
  Optional<Leaf> open(
      Version version, @Nullable Integer number, @Nullable Stretch asked, Words words) {
    return versions.text(version.id()).map(text -> leaf(version, text, number, asked, words));
  }

  private Leaf leaf(
      Version version,
      PlainText text,
      @Nullable Integer number,
      @Nullable Stretch asked,
      Words words) {
    boolean isPage = text.pageStarts().size() > 1;
    var starts = isPage ? text.pageStarts() : starts(version);
    int wanted = number != null ? number : asked == null ? 1 : holding(asked.start(), starts);
    int shown = Math.clamp(wanted, 1, starts.size());
    int start = shown == 1 ? 0 : starts.get(shown - 1);
    int end = shown == starts.size() ? text.text().length() : starts.get(shown);
    var times = moments.times(List.of(version.id()));
    var written = text.text().substring(start, Math.max(start, end));
    var headings =
        passages.between(version.id(), start, end).stream()
            .map(Passage::heading)
            .filter(Objects::nonNull)
            .map(String::strip)
            .collect(Collectors.toSet());
    return new Leaf(
        shown,
        starts.size(),
        isPage,
        Setting.of(
            written,
            start,
            asked,
            words.in(written, start),
            hidden.of(version.id()).stream()
                .filter(one -> one.start() < end && one.end() > start)
                .map(one -> new Stretch(one.start(), one.end()))
                .toList(),
            headings,
            offset -> times.secondAt(version.id(), offset)));
  }

  /** The number, from 1, of the last leaf that starts at or before {@code offset}. */
  private static int holding(int offset, List<Integer> starts) {
    int number = 1;
    while (number < starts.size() && starts.get(number) <= offset) {
      number++;
    }
    return number;
  }

  private List<Integer> starts(Version version) {
    var starts = new ArrayList<>(passages.starts(version.id(), PASSAGES));
    if (starts.isEmpty()) {
      starts.add(0);
    }
    return starts;
  }
}
