package io.cloister.search.lab;

import io.cloister.library.DocumentId;
import java.util.List;
import java.util.Set;

/**
 * Normalised discounted cumulative gain at 10, with right answers of equal worth: {@code sum 1 /
 * log2(rank + 1)} over the right ones among the first ten, divided by the most that could be.
 *
 * <p>K. Järvelin, J. Kekäläinen. Cumulated gain-based evaluation of IR techniques. ACM TOIS 2002.
 * doi:10.1145/582415.582418
 */
public final class Ndcg {

  /** How many of what was found count. */
  public static final int DEPTH = 10;

  private Ndcg() {}

  /** From 0 to 1; 0 where nothing is right. */
  public static double of(List<DocumentId> found, Set<DocumentId> right) {
    double gained = 0;
    double most = 0;
    for (int i = 0; i < DEPTH; i++) {
      double worth = Math.log(2) / Math.log(i + 2);
      gained += i < found.size() && right.contains(found.get(i)) ? worth : 0;
      most += i < right.size() ? worth : 0;
    }
    return most == 0 ? 0 : gained / most;
  }
}
