package io.cloister.drafting.generate;

import io.cloister.library.VersionId;
import io.cloister.library.text.Sentence;
import io.cloister.library.text.Sentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the sentences that could be quoted in the passages of the sources. */
final class Candidates {

  private Candidates() {}

  static List<Candidate> in(List<SourcePassage> passages, Vectors vectors) {
    var found = new ArrayList<Candidate>();
    var texts = new HashSet<String>();
    for (var passage : passages) {
      for (var sentence : Sentences.of(passage.passage().text())) {
        var quotable = Quotable.of(sentence);
        if (quotable != null && texts.add(likeOthers(quotable))) {
          found.add(
              new Candidate(
                  passage,
                  passage.passage().start() + quotable.start(),
                  quotable.text(),
                  vectors.of(quotable.text()),
                  0));
        }
      }
    }
    return centred(found);
  }

  private static String likeOthers(Sentence sentence) {
    return sentence.text().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
  }

  private static List<Candidate> centred(List<Candidate> candidates) {
    var ofVersion = new HashMap<VersionId, List<float[]>>();
    for (var candidate : candidates) {
      ofVersion
          .computeIfAbsent(candidate.source().passage().version(), _ -> new ArrayList<>())
          .add(candidate.vector());
    }
    Map<VersionId, float[]> middles = new HashMap<>();
    ofVersion.forEach((version, vectors) -> middles.put(version, Vectors.mean(vectors)));
    return candidates.stream()
        .map(candidate -> {
          var middle = middles.getOrDefault(candidate.source().passage().version(), new float[0]);
          return new Candidate(
              candidate.source(),
              candidate.start(),
              candidate.text(),
              candidate.vector(),
              Vectors.cosine(middle, candidate.vector()));
        })
        .toList();
  }
}
