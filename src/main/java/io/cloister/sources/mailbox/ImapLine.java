package io.cloister.sources.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.egress.Conversation;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.SourceProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.function.Consumer;

/**
 * Says commands of IMAP4rev1 (RFC 3501) to a server, one after the other, and reads what it
 * answers.
 */
final class ImapLine implements AutoCloseable {

  private static final int LONGEST_LINE = 8 << 20;
  private static final int MOST_LINES = 10_000;

  private final Conversation line;
  private int tags;

  ImapLine(Conversation line) {
    this.line = line;
  }

  /** How a command ended. */
  enum End {
    OK,
    NO,
    BAD
  }

  /** What the server says first. */
  void greeted() throws IOException {
    if (!readLine().toUpperCase(Locale.ROOT).startsWith("* OK")) {
      throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
    }
  }

  void secure() throws IOException {
    line.secure();
  }

  /**
   * Says a command and hands what is answered to {@code lines}, without the last.
   *
   * @param parts texts, each sent as it is, or as what was {@link #quoted}
   */
  End say(Consumer<String> lines, List<Part> parts) throws IOException {
    var tag = begin(parts);
    if (tag.isEmpty()) {
      return End.NO;
    }
    for (int i = 0; i < MOST_LINES; i++) {
      var answer = readLine();
      if (answer.startsWith(tag + " ")) {
        return end(answer.substring(tag.length() + 1));
      }
      lines.accept(answer);
    }
    throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
  }

  /** A part of a command: {@code isFree} where it may hold anything. */
  record Part(String text, boolean isFree) {

    /** Without what may be a password: records print what they hold. */
    @Override
    public String toString() {
      return isFree ? "Part" : "Part[" + text + "]";
    }
  }

  static Part plain(String text) {
    return new Part(text, false);
  }

  static Part quoted(String text) {
    return new Part(text, true);
  }

  /** Empty if the server did not want to hear the end of it. */
  private String begin(List<Part> parts) throws IOException {
    var tag = "a" + ++tags;
    var said = new StringBuilder(tag);
    for (var part : parts) {
      said.append(' ');
      if (!part.isFree() || part.text().matches("[ -~]{0,200}")) {
        said.append(part.isFree() ? inQuotes(part.text()) : part.text());
        continue;
      }
      var bytes = part.text().getBytes(UTF_8);
      line.write(said.append("{%d}\r\n".formatted(bytes.length)).toString().getBytes(US_ASCII));
      said.setLength(0);
      if (!isAwaited(tag)) {
        return "";
      }
      line.write(bytes);
    }
    line.write(said.append("\r\n").toString().getBytes(US_ASCII));
    return tag;
  }

  private static String inQuotes(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private boolean isAwaited(String tag) throws IOException {
    for (int i = 0; i < MOST_LINES; i++) {
      var answer = readLine();
      if (answer.startsWith("+")) {
        return true;
      }
      if (answer.startsWith(tag + " ")) {
        return false;
      }
    }
    throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
  }

  private static End end(String answer) {
    var word = answer.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    return switch (word) {
      case "OK" -> End.OK;
      case "NO" -> End.NO;
      default -> End.BAD;
    };
  }

  /**
   * Begins to fetch a message.
   *
   * @return its length in bytes, which are to be read next; negative if it is not there any more
   */
  long fetch(long uid) throws IOException {
    var tag = begin(List.of(plain("UID FETCH " + uid + " BODY.PEEK[]")));
    for (int i = 0; i < MOST_LINES; i++) {
      var answer = readLine();
      if (answer.startsWith(tag + " ")) {
        return -1;
      }
      int open = answer.lastIndexOf('{');
      if (answer.startsWith("* ") && answer.endsWith("}") && open > 0) {
        return number(answer.substring(open + 1, answer.length() - 1));
      }
    }
    throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
  }

  /** Reads what follows a message. */
  void fetched() throws IOException {
    var tag = "a" + tags + " ";
    for (int i = 0; i < MOST_LINES; i++) {
      if (readLine().startsWith(tag)) {
        return;
      }
    }
    throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
  }

  int read() throws IOException {
    return line.read();
  }

  static List<Long> numbers(String text) {
    var numbers = new ArrayList<Long>();
    var each = new StringTokenizer(text); // one at a time: there may be millions
    while (each.hasMoreTokens()) {
      numbers.add(number(each.nextToken()));
    }
    return numbers;
  }

  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD, e);
    }
  }

  private String readLine() throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (bytes.size() < LONGEST_LINE) {
      int next = line.read();
      if (next < 0) {
        throw new IOException("it hung up");
      }
      if (next == '\n') {
        return bytes.toString(ISO_8859_1).stripTrailing();
      }
      bytes.write(next);
    }
    throw new PlaceFailed(SourceProblem.TOO_MUCH);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
