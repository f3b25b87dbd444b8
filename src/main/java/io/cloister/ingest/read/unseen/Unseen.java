package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.xml.sax.ContentHandler;

/**
 * Looks at an Office file itself for what nobody sees who opens it, while Tika makes text of it.
 *
 * @param over stands between Tika and whoever writes the text
 * @param tell tells what is known once the text was written
 */
public record Unseen(UnaryOperator<ContentHandler> over, Runnable tell) {

  /** Where nothing is looked for. */
  public static final Unseen NOTHING = new Unseen(UnaryOperator.identity(), () -> {});

  /** Whether there is anything to be looked for in files of a type. */
  public static boolean isIn(String mediaType) {
    return mediaType.equals(WordsUnseen.TYPE)
        || SheetsUnseen.TYPES.contains(mediaType)
        || SlidesUnseen.TYPES.contains(mediaType)
        || OpenDocumentUnseen.TYPES.contains(mediaType);
  }

  /** Of a file whose text is about to be written; a broken one hides nothing. */
  public static Unseen of(Path file, String mediaType, TextSink sink) {
    int from = sink.position();
    if (SheetsUnseen.TYPES.contains(mediaType)) {
      return new Unseen(text -> new SheetsUnseen(text, file), () -> {});
    }
    if (SlidesUnseen.TYPES.contains(mediaType)) {
      var show = SlideShow.of(file);
      return new Unseen(text -> new SlidesUnseen(text, show.slides(), sink), () -> show.tell(sink));
    }
    if (OpenDocumentUnseen.TYPES.contains(mediaType)) {
      return new Unseen(UnaryOperator.identity(), () -> OpenDocumentUnseen.tell(file, from, sink));
    }
    return mediaType.equals(WordsUnseen.TYPE)
        ? new Unseen(UnaryOperator.identity(), () -> WordsUnseen.tell(file, from, sink))
        : NOTHING;
  }
}
