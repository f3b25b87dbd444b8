package io.cloister.search.finding;

import io.cloister.library.DocumentId;
import io.cloister.search.Hit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the newest of documents that say nearly the same where the best of them stood. */
final class NewestFirst {

  /**
   * Of two quarterly reports that read alike, the one that the question names is clearly better.
   */
  private static final double AS_GOOD = 0.97;

  private NewestFirst() {}

  /**
   * @param hits each document once, best first
   * @param newer for older documents the newest that says nearly the same; where one of them
   *     answers the question clearly better, they stay as they are
   * @return all hits, with those that say the same in one another's places: the newest first, the
   *     others in the order that they had
   */
  static List<Hit> of(List<Hit> hits, Map<DocumentId, DocumentId> newer) {
    var alike = new LinkedHashMap<DocumentId, List<Integer>>();
    for (int i = 0; i < hits.size(); i++) {
      var own = hits.get(i).document().id();
      alike.computeIfAbsent(newer.getOrDefault(own, own), _ -> new ArrayList<>()).add(i);
    }
    var ordered = new ArrayList<>(hits);
    alike.forEach((newest, places) -> {
      var its = places.stream().filter(i -> hits.get(i).document().id().equals(newest)).findFirst();
      if (its.isPresent() && isAsGood(hits.get(its.get()), hits.get(places.getFirst()))) {
        ordered.set(places.getFirst(), hits.get(its.get()));
        for (int i = 1; i <= places.indexOf(its.get()); i++) {
          ordered.set(places.get(i), hits.get(places.get(i - 1)));
        }
      }
    });
    return ordered;
  }

  private static boolean isAsGood(Hit newest, Hit best) {
    return newest.score() >= AS_GOOD * best.score();
  }
}
