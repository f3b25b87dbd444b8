package io.cloister.ingest.read.picture;

/**
 * Makes text of the table of words that Tesseract writes, without what it takes for words in
 * pictures that have none.
 */
final class TesseractWords {

  // of a table's twelve columns
  private static final int BLOCK = 2;
  private static final int PARAGRAPH = 3;
  private static final int LINE = 4;
  private static final int CONFIDENCE = 10;
  private static final int WORD = 11;

  private static final double SURE = 30; // of 100: a word
  private static final double SURE_ON_AVERAGE = 55; // of 100: by letter, all of the picture

  private TesseractWords() {}

  /** Words parted by spaces, lines by a break, paragraphs by a blank line; may be empty. */
  static String of(String table) {
    var text = new StringBuilder();
    String last = "";
    String lastLine = "";
    double sum = 0;
    long letters = 0;
    for (var row : table.lines().toList()) {
      var cells = row.split("\t", -1);
      if (cells.length <= WORD || cells[WORD].isBlank() || !isNumber(cells[CONFIDENCE])) {
        continue;
      }
      double confidence = Double.parseDouble(cells[CONFIDENCE]);
      var word = cells[WORD].strip();
      if (confidence < SURE) {
        continue;
      }
      sum += confidence * word.length();
      letters += word.length();
      var paragraph = cells[BLOCK] + '/' + cells[PARAGRAPH];
      var line = paragraph + '/' + cells[LINE];
      if (!text.isEmpty()) {
        text.append(!paragraph.equals(last) ? "\n\n" : line.equals(lastLine) ? " " : "\n");
      }
      text.append(word);
      last = paragraph;
      lastLine = line;
    }
    boolean isText =
        letters > 0
            && sum / letters >= SURE_ON_AVERAGE
            && text.codePoints().filter(Character::isLetterOrDigit).count() >= 2;
    return isText ? text.toString() : "";
  }

  private static boolean isNumber(String cell) {
    return cell.matches("\\d{1,3}(\\.\\d+)?");
  }
}
