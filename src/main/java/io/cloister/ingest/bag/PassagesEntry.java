package io.cloister.ingest.bag;

import io.cloister.library.VersionId;
import io.cloister.library.text.HiddenText;
import io.cloister.library.text.Part;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code passages.json} of a version: where its pages and passages are in its text.
 *
 * @param pageStarts as in {@link PlainText}
 * @param hidden stretches that nobody sees who opens the file; null as none
 * @param parts the files in it; null as none
 * @param said when it was said, if it is what was heard in a recording; null as none
 */
record PassagesEntry(
    List<Integer> pageStarts,
    List<PassageEntry> passages,
    @Nullable List<HiddenEntry> hidden,
    @Nullable List<Part> parts,
    @Nullable List<SaidEntry> said) {

  PassagesEntry {
    pageStarts = List.copyOf(pageStarts);
    passages = List.copyOf(passages);
    hidden = hidden == null ? List.of() : List.copyOf(hidden);
    parts = parts == null ? List.of() : List.copyOf(parts);
    said = said == null ? List.of() : List.copyOf(said);
  }

  record HiddenEntry(int start, int end, String kind) {}

  /** Times in milliseconds from the beginning of the recording. */
  record SaidEntry(int start, int end, long from, long to) {}

  /** Offsets count UTF-16 code units. */
  record PassageEntry(int start, int end, @Nullable Integer page, @Nullable String heading) {}

  static PassagesEntry of(
      PlainText text,
      List<Passage> passages,
      List<HiddenText> hidden,
      List<Part> parts,
      List<Said> said) {
    return new PassagesEntry(
        text.pageStarts(),
        passages.stream()
            .map(it -> new PassageEntry(it.start(), it.end(), it.page(), it.heading()))
            .toList(),
        hidden.stream().map(it -> new HiddenEntry(it.start(), it.end(), it.kind().word())).toList(),
        parts,
        said.stream()
            .map(
                it -> new SaidEntry(it.start(), it.end(), it.from().toMillis(), it.to().toMillis()))
            .toList());
  }

  /** The files in it. */
  List<Part> within() {
    return parts == null ? List.of() : parts;
  }

  /** When it was said. */
  List<Said> times() {
    return said == null
        ? List.of()
        : said.stream()
            .map(it ->
                new Said(
                    it.start(), it.end(), Duration.ofMillis(it.from()), Duration.ofMillis(it.to())))
            .toList();
  }

  /** What of the text is hidden. */
  List<HiddenText> unseen() {
    return hidden == null
        ? List.of()
        : hidden.stream()
            .map(it -> new HiddenText(it.start(), it.end(), HiddenText.Kind.of(it.kind())))
            .toList();
  }

  /**
   * The passages of a version that has this text.
   *
   * @throws IllegalArgumentException if they are not within it
   */
  List<Passage> of(String text, VersionId version) {
    var made = new ArrayList<Passage>();
    for (var one : passages) {
      if (one.start() < 0 || one.end() > text.length() || one.start() >= one.end()) {
        throw new IllegalArgumentException("a passage is not within the text");
      }
      made.add(
          new Passage(
              version,
              made.size(),
              one.page(),
              one.start(),
              one.heading(),
              text.substring(one.start(), one.end())));
    }
    return made;
  }
}
