package io.cloister.search.lab;

import io.cloister.search.Hit;
import io.cloister.search.SearchResult.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How documents were ranked.
 *
 * @param rows best first
 * @param candidates how many passages were looked at
 * @param order by what they are in this order
 */
public record Trial(List<Row> rows, int candidates, Order order) {

  public Trial {
    rows = List.copyOf(rows);
  }

  /**
   * One document. Where it stands by each is told by its best passage there, which need not be the
   * one that is shown; null where that says nothing of it.
   *
   * @param hit by its best passage in the end
   * @param words BM25, words beside one another included
   * @param meaning cosine
   * @param entry BM25 of title, file name and first page
   * @param fused of the three
   * @param rerank what the model gave
   */
  public record Row(
      Hit hit,
      @Nullable Place words,
      @Nullable Place meaning,
      @Nullable Place entry,
      Place fused,
      @Nullable Place rerank) {}

  /**
   * @param rank among the documents that were looked at, from 1
   */
  public record Place(int rank, double score) {}
}
