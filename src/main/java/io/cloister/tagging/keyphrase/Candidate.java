package io.cloister.tagging.keyphrase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A phrase of a text, with all that its places there tell of it. */
final class Candidate {

  /** Places that are kept; more evidence than this is never shown. */
  private static final int PLACES = 3;

  private static final Pattern SPACE = Pattern.compile("\\s+");

  final String key;
  final List<Word> words;
  final int first;
  int count;
  int whole;
  int marked;
  int withinLonger;
  private final Map<String, Integer> forms = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  Candidate(String key, List<Word> words, int first) {
    this.key = key;
    this.words = List.copyOf(words);
    this.first = first;
  }

  /** Where it stands: offsets of UTF-16 code units, the end exclusive. */
  record Place(int start, int end) {}

  void seen(List<Word> run, String text, boolean hasPlace, boolean isWhole, boolean isMarked) {
    int start = run.getFirst().start();
    int end = run.getLast().end();
    count++;
    whole += isWhole ? 1 : 0;
    marked += isMarked ? 1 : 0;
    forms.merge(SPACE.matcher(text.substring(start, end)).replaceAll(" "), 1, Integer::sum);
    if (hasPlace && places.size() < PLACES) {
      places.add(new Place(start, end));
    }
  }

  /**
   * The form in which it stands most often; of several the one that comes first in the alphabet.
   */
  String form() {
    return forms.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }

  List<Place> places() {
    return List.copyOf(places);
  }
}
