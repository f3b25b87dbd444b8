package io.cloister.search.lab;

import io.cloister.search.SearchQuery.Mode;
import org.springframework.util.Assert;

/**
 * What a query is ranked by, for one try.
 *
 * @param meaning share of the vectors in the fusion, from 0 to 1; the words have the rest, and more
 *     where fewer than three are looked for
 * @param entry weight of what speaks for the whole document, from 0 to {@value #MOST_WEIGHT}
 * @param near weight of words that stand beside one another, as a multiple of the usual, from 0 to
 *     {@value #MOST_WEIGHT}
 * @param candidates passages taken by meaning, from {@value #LEAST_CANDIDATES} to {@value
 *     #MOST_CANDIDATES}
 * @param rerank whether a model reads the best, where one is routed to that
 */
public record Knobs(
    Mode mode, double meaning, double entry, double near, int candidates, boolean rerank) {

  public static final int MOST_WEIGHT = 10;
  public static final int LEAST_CANDIDATES = 10;
  public static final int MOST_CANDIDATES = 10_000;

  public Knobs {
    Assert.isTrue(meaning >= 0 && meaning <= 1, "the share of meaning is from 0 to 1");
    Assert.isTrue(
        isWeight(entry) && isWeight(near), "weights are from 0 to %d".formatted(MOST_WEIGHT));
    Assert.isTrue(
        candidates >= LEAST_CANDIDATES && candidates <= MOST_CANDIDATES,
        "candidates are from %d to %d".formatted(LEAST_CANDIDATES, MOST_CANDIDATES));
  }

  private static boolean isWeight(double value) {
    return value >= 0 && value <= MOST_WEIGHT;
  }
}
