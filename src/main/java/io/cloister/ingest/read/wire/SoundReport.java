package io.cloister.ingest.read.wire;

import io.cloister.library.ReadingFailure;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a reading process tells of a sound it cut; as little believed as what it tells of a file.
 */
public sealed interface SoundReport {

  /** In order; all of the sound. */
  record Cut(List<SoundPiece> pieces) implements SoundReport {}

  record Uncut(ReadingFailure failure) implements SoundReport {}

  int MOST_PIECES = 10_000;

  /**
   * Reads frames to the last one.
   *
   * @throws IOException if the stream breaks off, or says what no reader says
   */
  static SoundReport of(DataInputStream in, Runnable progress) throws IOException {
    var pieces = new ArrayList<SoundPiece>();
    while (true) {
      byte frame = in.readByte();
      progress.run();
      switch (frame) {
        case Frames.PIECE -> pieces.add(piece(in));
        case Frames.ALIVE -> {}
        case Frames.END -> {
          in.readUTF();
          return new Cut(pieces);
        }
        case Frames.UNREADABLE -> {
          return new Uncut(failure(in.readUTF(), in.readUTF()));
        }
        default -> throw new IOException("not a frame: " + frame);
      }
      if (pieces.size() > MOST_PIECES) {
        throw new IOException("more pieces than a sound has");
      }
    }
  }

  private static SoundPiece piece(DataInputStream in) throws IOException {
    var piece = new SoundPiece(in.readUTF(), in.readUTF(), in.readLong(), in.readLong());
    boolean isOne =
        Names.FILE.matcher(piece.file()).matches()
            && Names.TYPE.matcher(piece.mediaType()).matches()
            && piece.from() >= 0
            && (piece.to() == 0 || piece.to() >= piece.from());
    if (!isOne) {
      throw new IOException("not a piece of a sound");
    }
    return piece;
  }

  private static ReadingFailure failure(String code, String detail) throws IOException {
    try {
      return new ReadingFailure(ReadingFailure.Code.of(code), Storable.text(detail));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a reason: " + code, e);
    }
  }

  /** What names may look like. */
  final class Names {
    private static final Pattern FILE = Pattern.compile("\\w{1,40}(\\.\\w{1,8})?");
    private static final Pattern TYPE = Pattern.compile("(audio|video)/[\\w.+-]{1,60}");

    private Names() {}
  }
}
