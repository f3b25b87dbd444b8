package io.cloister.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code access-matrix.csv}.
 *
 * @param pattern the address as the controller has it
 * @param request an address to ask for, with the names of things in braces
 * @param body JSON, or a form if it does not begin with a brace; empty for none
 */
record MatrixLine(
    String method,
    String pattern,
    String request,
    String body,
    String anonymous,
    String staff,
    String editor,
    String admin,
    String foreign,
    String foreignAdmin) {

  private static final Path FILE = Path.of("src/test/resources/access-matrix.csv");

  static List<MatrixLine> all() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(MatrixLine::parse)
        .toList();
  }

  private static MatrixLine parse(String line) {
    var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (cells.size() != 10) {
      throw new IllegalArgumentException(
          "%d cells instead of 10 in: %s".formatted(cells.size(), line));
    }
    return new MatrixLine(
        cells.get(0),
        cells.get(1),
        cells.get(2).isEmpty() ? cells.get(1) : cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        cells.get(7),
        cells.get(8),
        cells.get(9));
  }

  /** Empty if the matrix says that there is no such case. */
  static Optional<Integer> status(String cell) {
    return cell.equals("-") ? Optional.empty() : Optional.of(Integer.valueOf(cell));
  }

  String endpoint() {
    return method + " " + pattern;
  }
}
