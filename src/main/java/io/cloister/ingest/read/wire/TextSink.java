package io.cloister.ingest.read.wire;

import io.cloister.library.ReadingFailure;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.HiddenText;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Takes the text of one file in the reading process and sends it on. */
public final class TextSink {

  private static final int BOMB_FROM = 500_000; // below it even the most compact file is harmless
  private static final int BOMB_RATIO = 100;
  private static final long ALIVE_EVERY = 500_000_000L;

  private final DataOutputStream out;
  private final int most;
  private final long fileBytes;
  private final StringBuilder held = new StringBuilder();
  private int length;
  private boolean hasInk;
  private long said = System.nanoTime();

  /**
   * @param fileBytes the size of the file, against which the size of its text is held
   */
  public TextSink(DataOutputStream out, int most, long fileBytes) {
    this.out = out;
    this.most = most;
    this.fileBytes = fileBytes;
  }

  /** Offset of the next code unit. */
  public int position() {
    return length;
  }

  /** Whether there was anything but white space. */
  public boolean hasInk() {
    return hasInk;
  }

  /**
   * @throws NotReadable if the text gets too long
   */
  public void text(CharSequence text) {
    if (text.length() > most - length) {
      throw new NotReadable(
          ReadingFailure.Code.TOO_LARGE, "it has more than %,d characters".formatted(most));
    }
    if (length > BOMB_FROM && length / BOMB_RATIO > fileBytes) {
      throw new NotReadable(
          ReadingFailure.Code.BOMB, "it unpacks to far more than its size allows");
    }
    hasInk = hasInk || !text.toString().isBlank();
    held.append(text);
    length += text.length();
    if (held.length() >= Frames.MOST_TEXT / 2) {
      flush();
    }
  }

  public void page() {
    send(() -> out.writeByte(Frames.PAGE));
  }

  /** How many pages there are to come, as the file says. */
  public void pages(int number) {
    send(() -> {
      out.writeByte(Frames.PAGES);
      out.writeInt(number);
    });
  }

  public void heading(int start, int end) {
    send(() -> {
      out.writeByte(Frames.HEADING);
      out.writeInt(start);
      out.writeInt(end);
    });
  }

  /** A part, whose text was written from {@code start} on. */
  public void part(String name, String mediaType, int depth, int start) {
    send(() -> {
      out.writeByte(Frames.PART);
      out.writeUTF(Excerpt.of(name, 500));
      out.writeUTF(mediaType);
      out.writeInt(depth);
      out.writeInt(start);
      out.writeInt(length);
    });
  }

  /** A stretch of what was written that nobody sees. */
  public void hidden(int start, int end, HiddenText.Kind kind) {
    send(() -> {
      out.writeByte(Frames.HIDDEN);
      out.writeInt(start);
      out.writeInt(end);
      out.writeUTF(kind.word());
    });
  }

  /**
   * Words that nobody sees, and that are in the text somewhere.
   *
   * @param from where to look from
   * @param nth how often they stand between there and their place
   */
  public void hidden(String words, int from, int nth, HiddenText.Kind kind) {
    send(() -> {
      out.writeByte(Frames.HIDDEN_WORDS);
      out.writeUTF(Excerpt.of(words, 1_000));
      out.writeInt(from);
      out.writeInt(nth);
      out.writeUTF(kind.word());
    });
  }

  public void word(Sheet.Word word) {
    send(() -> {
      out.writeByte(Frames.WORD);
      out.writeUTF(Excerpt.of(word.text(), 1_000));
      out.writeFloat(word.left());
      out.writeFloat(word.top());
      out.writeFloat(word.right());
      out.writeFloat(word.bottom());
    });
  }

  public void piece(SoundPiece piece) {
    send(() -> {
      out.writeByte(Frames.PIECE);
      out.writeUTF(piece.file());
      out.writeUTF(piece.mediaType());
      out.writeLong(piece.from());
      out.writeLong(piece.to());
    });
  }

  public void metadata(String name, String value) {
    send(() -> {
      out.writeByte(Frames.METADATA);
      out.writeUTF(name);
      out.writeUTF(Excerpt.of(value, 1_000));
    });
  }

  /** Says now and then that reading goes on. */
  public void alive() {
    long now = System.nanoTime();
    if (now - said > ALIVE_EVERY) {
      said = now;
      send(() -> {
        out.writeByte(Frames.ALIVE);
        out.flush();
      });
    }
  }

  public void end(String mediaType) {
    send(() -> {
      out.writeByte(Frames.END);
      out.writeUTF(mediaType);
      out.flush();
    });
  }

  public void longer() {
    send(() -> {
      out.writeByte(Frames.LONGER);
      out.flush();
    });
  }

  public void missing() {
    send(() -> {
      out.writeByte(Frames.MISSING);
      out.flush();
    });
  }

  public void unreadable(ReadingFailure.Code code, String detail) {
    send(() -> {
      out.writeByte(Frames.UNREADABLE);
      out.writeUTF(code.word());
      out.writeUTF(Excerpt.of(detail, 1_000));
      out.flush();
    });
  }

  private void send(Frame frame) {
    flush();
    try {
      frame.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() {
    try {
      for (int at = 0; at < held.length(); at += Frames.MOST_TEXT) {
        int end = Math.min(held.length(), at + Frames.MOST_TEXT);
        out.writeByte(Frames.TEXT);
        out.writeInt(end - at);
        out.writeChars(held.substring(at, end));
      }
      held.setLength(0);
      out.flush();
      said = System.nanoTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Frame {
    void write() throws IOException;
  }
}
