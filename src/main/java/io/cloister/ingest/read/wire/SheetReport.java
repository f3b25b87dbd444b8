package io.cloister.ingest.read.wire;

import io.cloister.ingest.read.wire.Sheet.Word;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reading process tells of a page it drew; as little believed as what it tells of a file.
 */
public final class SheetReport {

  public static final int MOST_WORDS = 50_000;

  private SheetReport() {}

  /**
   * Reads frames to the last one.
   *
   * @return the words of the page; null if it could not be drawn
   * @throws IOException if the stream breaks off, or says what no reader says
   */
  public static @Nullable List<Word> of(DataInputStream in, Runnable progress) throws IOException {
    var words = new ArrayList<Word>();
    while (true) {
      byte frame = in.readByte();
      progress.run();
      switch (frame) {
        case Frames.WORD -> words.add(word(in));
        case Frames.ALIVE -> {}
        case Frames.END -> {
          in.readUTF();
          return words;
        }
        case Frames.UNREADABLE -> {
          in.readUTF();
          in.readUTF();
          return null;
        }
        default -> throw new IOException("not a frame: " + frame);
      }
      if (words.size() > MOST_WORDS) {
        throw new IOException("more words than a page has");
      }
    }
  }

  private static Word word(DataInputStream in) throws IOException {
    var text = Storable.text(in.readUTF());
    return new Word(text, share(in), share(in), share(in), share(in));
  }

  private static float share(DataInputStream in) throws IOException {
    float share = in.readFloat();
    return Float.isFinite(share) ? Math.clamp(share, 0f, 1f) : 0;
  }
}
