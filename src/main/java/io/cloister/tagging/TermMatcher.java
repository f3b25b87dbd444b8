package io.cloister.tagging;

import io.cloister.library.tag.Tag;
import io.cloister.search.WordForms;
import io.cloister.tagging.keyphrase.PlainWords;
import io.cloister.tagging.keyphrase.Word;
import io.cloister.tagging.keyphrase.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the terms of a vocabulary in a text, by their names and synonyms in any form of their
 * words. Of terms that stand within a longer one at the same place only the longer one counts.
 */
final class TermMatcher {

  private final VocabularyId vocabulary;
  private final Map<String, Term> byStems = new HashMap<>();
  private final int longest;

  TermMatcher(VocabularyId vocabulary, List<Term> terms, WordForms forms) {
    this.vocabulary = vocabulary;
    int most = 0;
    for (var term : terms) {
      var names = new ArrayList<String>();
      names.add(term.name());
      names.addAll(term.synonyms());
      for (var name : names) {
        var words = Words.of(name, forms, PlainWords.NONE);
        if (!words.isEmpty()) {
          byStems.putIfAbsent(stems(words), term);
          most = Math.max(most, words.size());
        }
      }
    }
    longest = most;
  }

  private static final class Found {
    int count;
    int words;
    int first;
    boolean inTitle;
    final List<int[]> places = new ArrayList<>();
  }

  List<Proposal> match(Reading reading, WordForms forms, int most) {
    var found = new LinkedHashMap<Term, Found>();
    var words = Words.of(reading.text(), forms, PlainWords.NONE);
    find(
        words,
        (term, run) -> {
          var seen = found.computeIfAbsent(term, _ -> new Found());
          seen.first = seen.count == 0 ? run.getFirst().start() : seen.first;
          seen.count++;
          seen.words = Math.max(seen.words, run.size());
          if (seen.places.size() < 3) {
            seen.places.add(new int[] {run.getFirst().start(), run.getLast().end()});
          }
        });
    find(
        Words.of(reading.title(), forms, PlainWords.NONE),
        (term, _) -> {
          var seen = found.get(term);
          if (seen != null) {
            seen.inTitle = true;
          }
        });
    var proposals = new ArrayList<Proposal>();
    found.forEach((term, seen) -> {
      var evidence = reading.evidence(seen.places);
      if (!evidence.isEmpty()) {
        proposals.add(
            new Proposal(
                vocabulary,
                term.id(),
                term.name(),
                confidence(seen, words.size()),
                Tag.Source.LEXICAL,
                evidence));
      }
    });
    return proposals.stream()
        .sorted(Comparator.comparingDouble(Proposal::confidence).reversed())
        .limit(most)
        .toList();
  }

  private interface Finder {
    void found(Term term, List<Word> run);
  }

  private void find(List<Word> words, Finder finder) {
    int at = 0;
    while (at < words.size()) {
      int taken = 0;
      for (int size = Math.min(longest, words.size() - at); size > 0 && taken == 0; size--) {
        var run = words.subList(at, at + size);
        var term = byStems.get(stems(run));
        if (term != null) {
          finder.found(term, run);
          taken = size;
        }
      }
      at += Math.max(1, taken);
    }
  }

  // the weights are a judgement, not fitted to anybody's choices yet
  private static double confidence(Found seen, int words) {
    double early = 1 - Math.min(1, seen.first / (6.0 * Math.max(50, words)));
    double z =
        -1.6
            + 0.7 * Math.log(seen.count)
            + 0.6 * Math.min(2, seen.words - 1)
            + 0.6 * early
            + (seen.inTitle ? 0.9 : 0);
    return 1 / (1 + Math.exp(-z));
  }

  private static String stems(List<Word> words) {
    return words.stream().map(Word::stem).collect(Collectors.joining(" "));
  }
}
