package io.cloister.search.finding;

import io.cloister.library.DocumentId;
import io.cloister.search.Hit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the newest of documents that say nearly the same where the best of them stood. */
final class NewestFirst {

  private NewestFirst() {}

  /**
   * @param hits each document once, best first
   * @param newer for older documents the newest that says nearly the same
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
      var its = new ArrayList<>(places);
      its.sort(Comparator.comparing(i -> !hits.get(i).document().id().equals(newest)));
      Collections.sort(places);
      for (int i = 0; i < places.size(); i++) {
        ordered.set(places.get(i), hits.get(its.get(i)));
      }
    });
    return ordered;
  }
}
