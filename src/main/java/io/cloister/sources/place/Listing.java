package io.cloister.sources.place;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The items that a place lists, as long as they are not more than a source takes. */
public final class Listing<I extends Item> {

  private static final long MOST_SIGNS = 64L << 20; // of which each takes a byte or two

  private final Map<String, I> items = new TreeMap<>();
  private final int most;
  private long signs;

  /**
   * @param most how many items
   */
  public Listing(int most) {
    this.most = most;
  }

  /**
   * @param signs of all texts that it holds
   * @throws PlaceFailed if there are too many
   */
  public void add(I item, long signs) {
    this.signs += signs;
    items.put(item.path(), item);
    if (items.size() > most || this.signs > MOST_SIGNS) {
      throw new PlaceFailed(SourceProblem.TOO_MUCH);
    }
  }

  /** By path; of a path the last. */
  public List<I> items() {
    return List.copyOf(items.values());
  }
}
