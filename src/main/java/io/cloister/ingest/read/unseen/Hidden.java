package io.cloister.ingest.read.unseen;

import io.cloister.library.text.HiddenText;
import io.cloister.library.text.HiddenText.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what of a text is hidden, as a reading process tells it; little of it is believed. */
public final class Hidden {

  private static final int MOST = 1_000;
  private static final int LEAST = 3; // letters
  private static final int NEAR = 2; // blanks between hidden words are hidden with them
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final List<HiddenText> found = new ArrayList<>();
  private final List<Wanted> wanted = new ArrayList<>();

  /**
   * @param from where the words are looked for
   * @param nth how often they stand between there and their place
   */
  private record Wanted(String words, int from, int nth, Kind kind) {}

  public void add(int start, int end, String kind, int length) throws IOException {
    if (start < 0 || start >= end || end > length) {
      throw new IOException("hidden text that is not in the text");
    }
    var one = new HiddenText(start, end, kind(kind));
    if (!found.isEmpty() && continues(found.getLast(), one)) {
      found.set(found.size() - 1, joined(found.getLast(), one));
    } else if (found.size() < MOST) {
      found.add(one);
    }
  }

  public void find(String words, int from, int nth, String kind) throws IOException {
    if (wanted.size() < MOST && from >= 0 && nth >= 0) {
      wanted.add(new Wanted(words, from, nth, kind(kind)));
    }
  }

  /** All there is in the text, in order, each stretch once. */
  public List<HiddenText> in(String text) {
    for (var one : wanted) {
      var place = place(one, text);
      if (place != null) {
        found.add(place);
      }
    }
    found.removeIf(one -> !saysAnything(text.substring(one.start(), one.end())));
    found.addAll(ZeroWidth.in(text));
    var ordered = new ArrayList<HiddenText>();
    found.stream()
        .sorted(Comparator.comparingInt(HiddenText::start))
        .forEach(one -> {
          if (!ordered.isEmpty() && one.start() < ordered.getLast().end()) {
            ordered.set(ordered.size() - 1, joined(ordered.getLast(), one));
          } else {
            ordered.add(one);
          }
        });
    return ordered.size() <= MOST ? ordered : List.copyOf(ordered.subList(0, MOST));
  }

  private static @Nullable HiddenText place(Wanted one, String text) {
    var words = BLANKS.splitAsStream(one.words().strip()).map(Pattern::quote).toList();
    if (words.isEmpty() || words.getFirst().equals(Pattern.quote(""))) {
      return null;
    }
    var matcher = Pattern.compile(String.join("\\s+", words)).matcher(text);
    HiddenText last = null;
    matcher.region(Math.min(one.from(), text.length()), text.length());
    for (int i = 0; i <= one.nth() && matcher.find(); i++) {
      last = new HiddenText(matcher.start(), matcher.end(), one.kind());
    }
    return last;
  }

  /** Dots that fill a line, or numbers of pages, command nobody. */
  private static boolean saysAnything(String words) {
    return words.codePoints().filter(Character::isLetterOrDigit).limit(LEAST).count() == LEAST;
  }

  private static boolean continues(HiddenText one, HiddenText next) {
    return one.kind() == next.kind()
        && next.start() >= one.start()
        && next.start() - one.end() <= NEAR;
  }

  private static HiddenText joined(HiddenText one, HiddenText next) {
    return new HiddenText(one.start(), Math.max(one.end(), next.end()), one.kind());
  }

  private static Kind kind(String word) throws IOException {
    try {
      return Kind.of(word);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a kind of hidden text", e);
    }
  }
}
