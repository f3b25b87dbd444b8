package io.cloister.search.lucene.rank;

import io.cloister.search.lab.Trial.Place;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Documents in the order of one of the things that passages are ranked by. */
public final class Places {

  private Places() {}

  /** The best passage of each of the first documents. */
  public static List<Scored> firsts(List<Scored> ranked, int most) {
    var best = new LinkedHashMap<Integer, Scored>();
    ranked.forEach(one -> best.putIfAbsent(one.entry(), one));
    return best.values().stream().limit(most).toList();
  }

  /**
   * @param score NaN where it says nothing of the passage
   * @return by the number of the document's entry, its best passage's place among the documents
   */
  public static Map<Integer, Place> by(List<Scored> passages, ToDoubleFunction<Scored> score) {
    var best = new LinkedHashMap<Integer, Double>();
    for (var one : passages) {
      double its = score.applyAsDouble(one);
      if (!Double.isNaN(its)) {
        best.merge(one.entry(), its, Math::max);
      }
    }
    var places = new HashMap<Integer, Place>();
    best.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(each -> places.put(each.getKey(), new Place(places.size() + 1, each.getValue())));
    return places;
  }
}
