package io.cloister.ingest.read.wire;

import io.cloister.library.ReadingFailure;
import io.cloister.library.text.HiddenText;
import io.cloister.library.text.Part;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.Said;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of reading a file. */
public sealed interface Extraction {

  /**
   * The file was read.
   *
   * @param headings in order
   * @param hidden what of the text nobody sees who opens the file, in order
   * @param parts the files in it, in reading order, each before its own parts
   * @param said when it was said, if it is what was heard in a recording, in order
   * @param mediaType by content
   * @param pages null if the format has none
   * @param metadata what the file says of itself, as {@code author}
   */
  record Read(
      PlainText text,
      List<Heading> headings,
      List<HiddenText> hidden,
      List<Part> parts,
      List<Said> said,
      String mediaType,
      @Nullable Integer pages,
      Map<String, String> metadata)
      implements Extraction {}

  /** The file cannot be read; trying again would end the same way. */
  record Unreadable(ReadingFailure failure) implements Extraction {}

  /** The reader died or ran past its limits, which another try might not. */
  record ReaderLost(ReadingFailure failure) implements Extraction {}

  /** Its pictures take longer to read than this reading had; nothing was kept. */
  record Longer() implements Extraction {}

  /** It was asked to stop before it came to an end. */
  record GivenUp() implements Extraction {}

  /**
   * A stretch of the text that is a heading.
   *
   * @param start offset of its first UTF-16 code unit
   * @param end offset after its last
   */
  record Heading(int start, int end) {}
}
