package io.cloister.ingest.read;

import io.cloister.ingest.read.unseen.Hidden;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Frames;
import io.cloister.ingest.read.wire.PagesRead;
import io.cloister.ingest.read.wire.Storable;
import io.cloister.library.ReadingFailure;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Part;
import io.cloister.library.text.PlainText;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a reading process tells of one file. It is not believed: a hostile file may have taken the
 * process over, so that whatever it says is held to what a reader may say.
 */
final class Report {

  private static final int MOST_MARKS = 100_000; // pages, and headings
  private static final int MOST_METADATA = 100;
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[\\w!#$&^.+-]{1,90}/[\\w!#$&^.+-]{1,100}");

  private final DataInputStream in;
  private final int characters;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> pages = new ArrayList<>();
  private final List<Extraction.Heading> headings = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<Whole> wholes = new ArrayList<>();
  private final Hidden hidden = new Hidden();
  private final Map<String, String> metadata = new TreeMap<>();
  private final PagesRead pagesRead;
  private int announced;

  /** A part that is of no other yet, and where it stands with its own parts. */
  private record Whole(int at, int depth) {}

  private Report(DataInputStream in, int characters, PagesRead pagesRead) {
    this.in = in;
    this.characters = characters;
    this.pagesRead = pagesRead;
  }

  /**
   * Reads frames to the last one.
   *
   * @param characters the most text that there may be
   * @param progress told of each frame
   * @param pagesRead told of each page
   * @throws IOException if the stream breaks off, or says what no reader says
   */
  static Extraction of(DataInputStream in, int characters, Runnable progress, PagesRead pagesRead)
      throws IOException {
    return new Report(in, characters, pagesRead).listen(progress);
  }

  private Extraction listen(Runnable progress) throws IOException {
    while (true) {
      byte frame = in.readByte();
      progress.run();
      switch (frame) {
        case Frames.TEXT -> text();
        case Frames.PAGE -> page();
        case Frames.PAGES -> announced = Math.clamp(in.readInt(), 0, MOST_MARKS);
        case Frames.HEADING -> heading();
        case Frames.HIDDEN -> hidden.add(in.readInt(), in.readInt(), in.readUTF(), text.length());
        case Frames.HIDDEN_WORDS ->
            hidden.find(in.readUTF(), in.readInt(), in.readInt(), in.readUTF());
        case Frames.PART -> part();
        case Frames.METADATA -> metadata();
        case Frames.ALIVE -> {}
        case Frames.END -> {
          return read(in.readUTF());
        }
        case Frames.LONGER -> {
          return new Extraction.Longer();
        }
        case Frames.UNREADABLE -> {
          return unreadable(in.readUTF(), in.readUTF());
        }
        default -> throw new IOException("not a frame: " + frame);
      }
    }
  }

  private void text() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > Frames.MOST_TEXT || text.length() + length > characters) {
      throw new IOException("more text than was asked for");
    }
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
  }

  private void page() throws IOException {
    if (pages.size() == MOST_MARKS) {
      throw new IOException("more pages than a file has");
    }
    pages.add(text.length());
    pagesRead.are(pages.size() - 1, Math.max(announced, pages.size())); // this one is begun
  }

  private void heading() throws IOException {
    int start = in.readInt();
    int end = in.readInt();
    if (start < 0 || start >= end || end > text.length() || headings.size() == MOST_MARKS) {
      throw new IOException("a heading that is not in the text");
    }
    headings.add(new Extraction.Heading(start, end));
  }

  private void part() throws IOException {
    var name = Storable.text(in.readUTF());
    var mediaType = in.readUTF();
    int depth = in.readInt();
    int start = in.readInt();
    int end = in.readInt();
    boolean isOne =
        MEDIA_TYPE.matcher(mediaType).matches()
            && depth > 0
            && start >= 0
            && start <= end
            && end <= text.length()
            && parts.size() < MOST_MARKS;
    if (!isOne) {
      throw new IOException("a part that is not in the text");
    }
    parts.add(before(depth), new Part(Excerpt.of(name, 500), mediaType, depth, start, end));
  }

  /** A part is told after its own parts, and stands before them. */
  private int before(int depth) {
    int at = parts.size();
    while (!wholes.isEmpty() && wholes.getLast().depth() > depth) {
      at = wholes.removeLast().at();
    }
    wholes.add(new Whole(at, depth));
    return at;
  }

  private void metadata() throws IOException {
    var name = Storable.text(in.readUTF());
    metadata.put(name, Storable.text(in.readUTF()));
    if (metadata.size() > MOST_METADATA) {
      throw new IOException("more metadata than a file has");
    }
  }

  private Extraction read(String mediaType) throws IOException {
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IOException("not a media type");
    }
    pagesRead.are(pages.size(), pages.size());
    var all = Storable.text(text);
    return new Extraction.Read(
        new PlainText(all, pages),
        headings,
        hidden.in(all),
        List.copyOf(parts),
        List.of(),
        mediaType,
        pages.isEmpty() ? null : pages.size(),
        metadata);
  }

  private static Extraction unreadable(String code, String detail) throws IOException {
    try {
      return new Extraction.Unreadable(
          new ReadingFailure(ReadingFailure.Code.of(code), Storable.text(detail)));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a reason", e);
    }
  }
}
