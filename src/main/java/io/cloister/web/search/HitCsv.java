package io.cloister.web.search;

import io.cloister.governance.CsvTable;
import io.cloister.library.tag.Tag;
import io.cloister.search.Hit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found as a table. */
final class HitCsv {

  private static final List<String> COLUMNS =
      List.of(
          "title",
          "fileName",
          "type",
          "collection",
          "tags",
          "label",
          "updatedAt",
          "score",
          "page",
          "passage",
          "document");

  private HitCsv() {}

  /** One line for each hit, in their order, after a line of names. */
  static String of(List<Hit> hits) {
    return Stream.concat(Stream.of(CsvTable.line(COLUMNS)), hits.stream().map(HitCsv::line))
        .collect(Collectors.joining());
  }

  private static String line(Hit hit) {
    var document = hit.document();
    return CsvTable.line(
        Arrays.<@Nullable Object>asList(
            document.title(),
            document.current().fileName(),
            document.current().mediaType(),
            document.collectionName(),
            hit.tags().stream().map(Tag::name).collect(Collectors.joining("; ")),
            document.label().word(),
            document.updatedAt(),
            hit.score(),
            hit.passage().page(),
            hit.passage().text(),
            document.id()));
  }
}
