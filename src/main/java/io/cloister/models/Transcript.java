package io.cloister.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What was said in a sound, piece by piece. A model that was asked to {@link
 * ModelFunction#TRANSCRIBE} replies with it as text, in the form of WebVTT, whatever its endpoint
 * spoke.
 */
public record Transcript(List<Piece> pieces) {

  private static final String HEAD = "WEBVTT";
  private static final Pattern TIMES =
      Pattern.compile(
          "(\\d+):(\\d\\d):(\\d\\d)\\.(\\d{3}) --> (\\d+):(\\d\\d):(\\d\\d)\\.(\\d{3})");
  private static final Duration LATEST = Duration.ofDays(30);

  public Transcript {
    pieces = List.copyOf(pieces);
  }

  /**
   * Words that were said together.
   *
   * @param from when they begin, from the beginning of the sound
   * @param to when they end; as {@code from} if the endpoint told no times
   * @param text in one line, never blank
   */
  public record Piece(Duration from, Duration to, String text) {

    public boolean isTimed() {
      return to.compareTo(from) > 0;
    }
  }

  /** The words as one piece whose times nobody knows; none if they are blank. */
  public static Transcript untimed(String text) {
    var words = line(text);
    return new Transcript(
        words.isEmpty() ? List.of() : List.of(new Piece(Duration.ZERO, Duration.ZERO, words)));
  }

  /** As a reply has it. */
  public String text() {
    var text = new StringBuilder(HEAD).append('\n');
    for (var piece : pieces) {
      text.append(
          "\n%s --> %s\n%s\n".formatted(time(piece.from()), time(piece.to()), piece.text()));
    }
    return text.toString();
  }

  /** Of a reply's text; pieces that are no pieces are left out. */
  public static Transcript of(String text) {
    var pieces = new ArrayList<Piece>();
    var lines = text.split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i++) {
      var times = TIMES.matcher(lines[i].strip());
      var words = line(lines[i + 1]);
      if (times.matches() && !words.isEmpty()) {
        var from = time(times.group(1), times.group(2), times.group(3), times.group(4));
        var to = time(times.group(5), times.group(6), times.group(7), times.group(8));
        pieces.add(new Piece(from, to, words));
      }
    }
    return new Transcript(pieces);
  }

  /** Puts pieces together as they come from an endpoint, which is not believed. */
  public static final class Builder {

    private final List<Piece> pieces = new ArrayList<>();

    /** Adds a piece; times in seconds. */
    public Builder add(double from, double to, String text) {
      var words = line(text);
      if (!words.isEmpty()) {
        var begin = seconds(from);
        var end = seconds(to);
        pieces.add(new Piece(begin, end.compareTo(begin) < 0 ? begin : end, words));
      }
      return this;
    }

    public boolean isEmpty() {
      return pieces.isEmpty();
    }

    public Transcript build() {
      return new Transcript(pieces);
    }
  }

  private static Duration seconds(double seconds) {
    boolean isTime = Double.isFinite(seconds) && seconds >= 0 && seconds <= LATEST.toSeconds();
    return isTime ? Duration.ofMillis(Math.round(seconds * 1000)) : Duration.ZERO;
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").replace("-->", "→").strip();
  }

  private static String time(Duration at) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        at.toHours(),
        at.toMinutesPart(),
        at.toSecondsPart(),
        at.toMillisPart());
  }

  private static Duration time(String hours, String minutes, String seconds, String millis) {
    return Duration.ofHours(Long.parseLong(hours.substring(0, Math.min(4, hours.length()))))
        .plusMinutes(Long.parseLong(minutes))
        .plusSeconds(Long.parseLong(seconds))
        .plusMillis(Long.parseLong(millis));
  }
}
