package io.cloister.ingest;

import io.cloister.ingest.read.unseen.ZeroWidth;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Storable;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.Said;
import io.cloister.models.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts the transcripts of a recording's pieces together as one text with the times of its parts.
 */
final class Spoken {

  private static final String BREAK = "\n\n";
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final Duration MOST = Duration.ofSeconds(90);

  private final StringBuilder text = new StringBuilder();
  private final List<Said> said = new ArrayList<>();
  private Duration begun = Duration.ZERO; // the paragraph
  private Duration last = Duration.ZERO;
  private Duration latest = Duration.ZERO; // that anything began

  /**
   * Adds what was said in a piece. Its times are not believed: nothing is said after the piece
   * ends, nor before what stands before it.
   *
   * @param from where the piece begins in the whole
   * @param to where it ends; as {@code from} if nobody knows
   */
  void add(Transcript transcript, Duration from, Duration to) {
    for (var piece : transcript.pieces()) {
      var begin = from.plus(piece.from());
      boolean isBounded = to.compareTo(from) > 0;
      if (!piece.isTimed() || (isBounded && begin.compareTo(to) >= 0)) {
        add(piece.text(), later(from, latest), to);
      } else {
        var end = from.plus(piece.to());
        add(piece.text(), later(begin, latest), isBounded && end.compareTo(to) > 0 ? to : end);
      }
    }
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void add(String words, Duration from, Duration to) {
    if (!text.isEmpty()) {
      text.append(isNewParagraph(from) ? BREAK : " ");
    }
    if (text.isEmpty() || text.charAt(text.length() - 1) == '\n') {
      begun = from;
    }
    int start = text.length();
    text.append(Storable.text(words));
    if (to.compareTo(from) > 0) {
      said.add(new Said(start, text.length(), from, to));
    }
    last = to;
    latest = from;
  }

  private boolean isNewParagraph(Duration from) {
    var lasted = from.minus(begun);
    boolean ended = ".!?…。！？".indexOf(text.charAt(text.length() - 1)) >= 0;
    return from.minus(last).compareTo(PAUSE) > 0
        || lasted.compareTo(MOST) > 0
        || (ended && lasted.compareTo(ENOUGH) > 0);
  }

  /** Where its paragraphs start, each of which was said in a minute or so. */
  static List<Integer> paragraphs(PlainText text) {
    var starts = new ArrayList<Integer>();
    starts.add(0);
    for (int at = text.text().indexOf(BREAK); at >= 0; at = text.text().indexOf(BREAK, at + 1)) {
      starts.add(at + BREAK.length());
    }
    return starts;
  }

  /** A recording of which nothing was heard: its name, and what it says of itself. */
  static Extraction.Read named(String fileName, Extraction.Read read) {
    var words = new ArrayList<>(List.of(fileName));
    words.addAll(new TreeMap<>(read.metadata()).values());
    var text = Storable.text(String.join("\n", words));
    return new Extraction.Read(
        new PlainText(text, List.of()),
        List.of(),
        ZeroWidth.in(text),
        List.of(),
        List.of(),
        read.mediaType(),
        null,
        read.metadata());
  }

  PlainText text() {
    return new PlainText(text.toString(), List.of());
  }

  List<Said> said() {
    return List.copyOf(said);
  }
}
