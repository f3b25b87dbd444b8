package io.cloister.drafting.generate;

import io.cloister.drafting.Citation;
import io.cloister.library.VersionId;
import io.cloister.library.document.Versions;
import io.cloister.library.text.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Gives out the numbers of a draft's citations: one for each quoted stretch. */
public final class Numbering {

  private final Versions versions;
  private final List<Citation> all;
  private final List<Citation> added = new ArrayList<>();
  private final Map<VersionId, PlainText> texts = new HashMap<>();

  public Numbering(List<Citation> known, Versions versions) {
    this.all = new ArrayList<>(known);
    this.versions = versions;
  }

  /**
   * The number of a stretch of a source, a new one if nothing cites it yet.
   *
   * @return nothing if the version's text does not have {@code quote} there: then it is no quote
   */
  OptionalInt of(SourcePassage source, int start, String quote) {
    int end = start + quote.length();
    var passage = source.passage();
    for (var citation : all) {
      if (citation.passage().version().equals(passage.version())
          && citation.start() == start
          && citation.end() == end) {
        return OptionalInt.of(citation.n());
      }
    }
    var text = text(passage.version());
    if (end > text.text().length() || !text.text().substring(start, end).equals(quote)) {
      return OptionalInt.empty();
    }
    var of = source.source();
    var citation =
        new Citation(
            all.stream().mapToInt(Citation::n).max().orElse(0) + 1,
            new Citation.Cited(of.document(), of.externalId(), of.title(), of.fileName()),
            of.version(),
            passage.id(),
            text.pageAt(start),
            start,
            end,
            quote);
    all.add(citation);
    added.add(citation);
    return OptionalInt.of(citation.n());
  }

  /** All citations of the draft so far. */
  public List<Citation> all() {
    return List.copyOf(all);
  }

  /** Those that were added since the last call. */
  public List<Citation> takeAdded() {
    var since = List.copyOf(added);
    added.clear();
    return since;
  }

  private PlainText text(VersionId version) {
    return texts.computeIfAbsent(
        version, id -> versions.text(id).orElse(new PlainText("", List.of())));
  }
}
