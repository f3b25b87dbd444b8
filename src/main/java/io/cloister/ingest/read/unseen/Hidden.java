package io.cloister.ingest.read.unseen;

import io.cloister.library.text.HiddenText;
import io.cloister.library.text.HiddenText.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gathers what of a text is hidden, as a reading process tells it; little of it is believed. Where
 * it is more than can be told apart, too much is hidden rather than too little.
 */
public final class Hidden {

  private static final int MOST = 20_000;
  private static final int LEAST = 3; // letters
  private static final int NEAR = 2; // blanks between hidden words are hidden with them

  private final List<HiddenText> found = new ArrayList<>();
  private final List<Wanted> wanted = new ArrayList<>();
  private boolean isMoreWanted;

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
    } else {
      found.set(MOST - 1, joined(found.getLast(), one));
    }
  }

  public void find(String words, int from, int nth, String kind) throws IOException {
    var one = new Wanted(Occurrences.squeezed(words), from, nth, kind(kind));
    if (from < 0 || nth < 0 || one.words().isEmpty()) {
      return;
    }
    if (wanted.size() < MOST) {
      wanted.add(one);
    } else {
      isMoreWanted = true;
    }
  }

  /** All there is in the text, in order, each stretch once. */
  public List<HiddenText> in(String text) {
    place(text);
    found.addAll(ZeroWidth.in(text));
    var ordered = new ArrayList<HiddenText>();
    found.stream()
        .sorted(Comparator.comparingInt(HiddenText::start))
        .forEach(one -> {
          if (!ordered.isEmpty() && isOne(ordered.getLast(), one, text)) {
            ordered.set(ordered.size() - 1, joined(ordered.getLast(), one));
          } else {
            ordered.add(one);
          }
        });
    ordered.removeIf(one -> one.kind() != Kind.ZERO_WIDTH && !saysAnything(text, one));
    while (ordered.size() > MOST) {
      var last = ordered.removeLast();
      ordered.set(ordered.size() - 1, joined(ordered.getLast(), last));
    }
    return List.copyOf(ordered);
  }

  /** Adds what was told by its words; all behind the last of them if there are more. */
  private void place(String text) {
    var words = new Occurrences(text);
    int last = -1;
    for (var one : wanted) {
      var place = words.nth(one.words(), Math.min(one.from(), text.length()), one.nth());
      if (place.times() > 0) {
        found.add(new HiddenText(place.start(), place.end(), one.kind()));
      }
      last = place.times() > 0 ? place.start() : Math.max(last, one.from());
      if (words.isTired()) {
        break;
      }
    }
    if ((isMoreWanted || words.isTired()) && last < text.length()) {
      found.add(new HiddenText(last, text.length(), wanted.getLast().kind()));
    }
  }

  /** Hidden letter by letter, or twice. */
  private static boolean isOne(HiddenText one, HiddenText next, String text) {
    boolean isHalf =
        next.start() - one.end() <= NEAR
            && next.kind() != Kind.ZERO_WIDTH
            && !(saysAnything(text, one) && saysAnything(text, next));
    return isHalf || next.start() < one.end();
  }

  /** Dots that fill a line, or numbers of pages, command nobody. */
  private static boolean saysAnything(String text, HiddenText one) {
    int letters = 0;
    for (int at = one.start(); at < one.end() && letters < LEAST; ) {
      int character = text.codePointAt(at);
      letters += Character.isLetterOrDigit(character) ? 1 : 0;
      at += Character.charCount(character);
    }
    return letters == LEAST;
  }

  private static boolean continues(HiddenText one, HiddenText next) {
    return one.kind() == next.kind()
        && next.start() >= one.start()
        && next.start() - one.end() <= NEAR;
  }

  private static HiddenText joined(HiddenText one, HiddenText next) {
    return new HiddenText(
        Math.min(one.start(), next.start()), Math.max(one.end(), next.end()), one.kind());
  }

  private static Kind kind(String word) throws IOException {
    try {
      return Kind.of(word);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a kind of hidden text", e);
    }
  }
}
