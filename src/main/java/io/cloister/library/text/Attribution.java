package io.cloister.library.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The line in a text that names the model whose words follow it. It is there for readers; of what
 * the document is about it says nothing.
 */
public enum Attribution {
  READ("Read by"),
  DESCRIBED("Described by");

  private static final Pattern LINE =
      Pattern.compile(
          "^\\[(?:%s|%s) [^/\\n]+/[^\\n]+]$".formatted(READ.words, DESCRIBED.words),
          Pattern.MULTILINE);

  private final String words;

  Attribution(String words) {
    this.words = words;
  }

  /**
   * Without a line end.
   *
   * @param model {@code connection/model}
   */
  public String line(String model) {
    return "[%s %s]".formatted(words, model);
  }

  /** The text with line ends in place of such lines, so that every place stays where it is. */
  public static PlainText covered(PlainText text) {
    return new PlainText(covered(text.text()), text.pageStarts());
  }

  /** The passages in the same way; one that was nothing else is left out. */
  public static List<Passage> covered(List<Passage> passages) {
    return passages.stream()
        .<Passage>mapMulti((passage, kept) -> {
          var seen = covered(passage.text());
          if (!seen.isBlank()) {
            kept.accept(passage.withText(seen));
          }
        })
        .toList();
  }

  private static String covered(String text) {
    return LINE.matcher(text).replaceAll(line -> "\n".repeat(line.end() - line.start()));
  }
}
