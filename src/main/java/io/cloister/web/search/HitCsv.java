package io.cloister.web.search;

import io.cloister.library.tag.Tag;
import io.cloister.search.Hit;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found as a table (RFC 4180) that a spreadsheet does not take for formulas. */
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

  private static final Pattern BREAK = Pattern.compile("\\s*[\\t\\v]\\s*");

  // where numbers have a decimal comma, a spreadsheet parts cells at each semicolon, and takes
  // quotes for its own only at the beginning of such a cell
  private static final Pattern FORMULA =
      Pattern.compile("((?:^|;)\"*)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

  private HitCsv() {}

  /** One line for each hit, in their order, after a line of names. */
  static String of(List<Hit> hits) {
    return Stream.concat(Stream.of(line(COLUMNS)), hits.stream().map(HitCsv::line))
        .collect(Collectors.joining());
  }

  private static String line(Hit hit) {
    var document = hit.document();
    return line(
        Stream.<@Nullable Object>of(
                document.title(),
                document.current().fileName(),
                document.current().mediaType(),
                document.collectionName(),
                hit.tags().stream().map(Tag::name).collect(Collectors.joining("; ")),
                document.label().word(),
                document.updatedAt(),
                hit.score(),
                Objects.toString(hit.passage().page(), ""),
                hit.passage().text(),
                document.id())
            .map(Objects::toString)
            .toList());
  }

  private static String line(List<String> cells) {
    return cells.stream().map(HitCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  static String cell(String text) {
    var line = BREAK.matcher(text).replaceAll(" ").strip();
    var safe = FORMULA.matcher(line).replaceAll("$1'");
    boolean isPlain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == ';');
    return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
