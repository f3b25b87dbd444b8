package io.cloister.tagging.keyphrase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects all phrases of a text that could say what it is about. */
final class Candidates {

  static final int LONGEST = 4;

  private final Map<String, Candidate> found = new LinkedHashMap<>();
  private int seen;

  /** Takes in the words of one stretch of text; {@code places} is false for the title. */
  void add(String text, List<Word> words, boolean places) {
    int from = 0;
    for (int at = 0; at <= words.size(); at++) {
      boolean ends = at == words.size() || words.get(at).opens() || words.get(at).fill();
      if (!ends) {
        continue;
      }
      chunk(text, words, from, at, places);
      from = at == words.size() || !words.get(at).fill() ? at : at + 1;
    }
    seen += words.size();
  }

  private void chunk(String text, List<Word> words, int from, int to, boolean places) {
    for (int start = from; start < to; start++) {
      for (int end = start + 1; end <= Math.min(to, start + LONGEST); end++) {
        var run = words.subList(start, end);
        if (run.stream().allMatch(word -> word.common() || word.text().length() < 2)) {
          continue;
        }
        var key = run.stream().map(Word::stem).collect(Collectors.joining(" "));
        int first = seen + start;
        var candidate = found.computeIfAbsent(key, k -> new Candidate(k, run, first));
        candidate.seen(
            run, text, places, start == from && end == to, run.stream().anyMatch(Word::isMarked));
        candidate.withinLonger += to - from > end - start ? 1 : 0;
      }
    }
  }

  List<Candidate> all() {
    return new ArrayList<>(found.values());
  }
}
