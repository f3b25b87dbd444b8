package io.cloister.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Terms as a table of comma-separated values, {@code term,broader,synonyms,definition}: all columns
 * but the first may be missing, synonyms are parted by {@code ;} or {@code |}, and a first line
 * that begins with {@code term} names the columns.
 */
public final class TermTable {

  private TermTable() {}

  /** The terms of the table in its order; lines without a term are left out. */
  public static List<NewTerm> read(String table) {
    var terms = new ArrayList<NewTerm>();
    var rows = rows(table.startsWith("\ufeff") ? table.substring(1) : table);
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var name = cell(row, 0);
      if (name == null || (i == 0 && name.equalsIgnoreCase("term"))) {
        continue;
      }
      var synonyms = cell(row, 2);
      terms.add(
          new NewTerm(
              name,
              cell(row, 1),
              synonyms == null
                  ? List.of()
                  : Arrays.stream(synonyms.split("[;|]"))
                      .map(String::strip)
                      .filter(s -> !s.isEmpty())
                      .toList(),
              cell(row, 3)));
    }
    return terms;
  }

  private static @Nullable String cell(List<String> row, int column) {
    return row.size() <= column || row.get(column).isBlank() ? null : row.get(column).strip();
  }

  private static List<List<String>> rows(String table) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < table.length(); i++) {
      char c = table.charAt(i);
      if (quoted) {
        boolean doubled = c == '"' && i + 1 < table.length() && table.charAt(i + 1) == '"';
        if (c != '"' || doubled) {
          cell.append(c);
          i += doubled ? 1 : 0;
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.toString().isBlank()) {
        cell.setLength(0);
        quoted = true;
      } else if (c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n' || c == '\r') {
        row.add(cell.toString());
        cell.setLength(0);
        rows.add(List.copyOf(row));
        row.clear();
      } else {
        cell.append(c);
      }
    }
    row.add(cell.toString());
    rows.add(List.copyOf(row));
    return rows;
  }
}
