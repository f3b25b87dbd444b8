package io.cloister.governance;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a table (RFC 4180) that no spreadsheet takes for formulas: what documents, models and
 * people say is not to be trusted.
 */
public final class CsvTable {

  private static final Pattern BREAK = Pattern.compile("\\s*[\\t\\v]\\s*");

  // where numbers have a decimal comma, a spreadsheet parts cells at each semicolon, and takes
  // quotes for its own only at the beginning of such a cell
  private static final Pattern FORMULA =
      Pattern.compile("((?:^|;)\"*)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

  private CsvTable() {}

  /** One row with its end; what is null is an empty cell, and breaks within a cell are spaces. */
  public static String line(List<? extends @Nullable Object> cells) {
    return cells.stream()
        .map(cell -> cell(Objects.toString(cell, "")))
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  static String cell(String text) {
    var line = BREAK.matcher(text).replaceAll(" ").strip();
    var safe = FORMULA.matcher(line).replaceAll("$1'");
    boolean isPlain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == ';');
    return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
