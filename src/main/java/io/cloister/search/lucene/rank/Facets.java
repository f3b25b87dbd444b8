package io.cloister.search.lucene.rank;

import io.cloister.search.SearchResult.FacetValue;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** Counts values over the documents that were found; nothing else is counted. */
public final class Facets {

  private static final int MOST_VALUES = 50;
  private static final long MILLIS_OF_A_DAY = 86_400_000;
  private static final String YEAR = "year";

  private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
  private final Map<Integer, Long> years = new HashMap<>();

  private Facets() {
    for (var facet : List.of("tag", "type", "collection", "language", YEAR)) {
      counts.put(facet, new HashMap<>());
    }
  }

  /** The most frequent values of each facet; collections by their ids. */
  public static Map<String, List<FacetValue>> of(Found found) throws IOException {
    var facets = new Facets();
    found.forEachLeaf(facets::count);
    facets.years.forEach((year, count) ->
        facets.counts.computeIfAbsent(YEAR, _ -> new HashMap<>()).put(year.toString(), count));
    return facets.sorted();
  }

  private void count(LeafReaderContext leaf, FixedBitSet entries) throws IOException {
    if (entries.scanIsEmpty()) {
      return;
    }
    var reader = leaf.reader();
    var matches = new BitSetIterator(entries, 0);
    var single =
        List.of(
            new Tally("type", DocValues.getSorted(reader, Fields.FAMILY)),
            new Tally("collection", DocValues.getSorted(reader, Fields.COLLECTION)),
            new Tally("language", DocValues.getSorted(reader, Fields.LANGUAGE)));
    var tags = new Tally("tag", DocValues.getSortedSet(reader, Fields.TAG));
    var dates = DocValues.getNumeric(reader, Fields.DATE);
    for (int doc = matches.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = matches.nextDoc()) {
      for (var tally : single) {
        tally.count(doc);
      }
      tags.count(doc);
      countYear(dates, doc);
    }
    for (var tally : single) {
      add(tally);
    }
    add(tags);
  }

  /** Values of one segment are counted by their numbers there; few of them are ever named. */
  private static final class Tally {

    private final String facet;
    private final SortedSetDocValues values;
    private final int[] counts;

    Tally(String facet, SortedDocValues values) {
      this(facet, DocValues.singleton(values));
    }

    Tally(String facet, SortedSetDocValues values) {
      this.facet = facet;
      this.values = values;
      counts = new int[Math.toIntExact(values.getValueCount())];
    }

    void count(int doc) throws IOException {
      if (values.advanceExact(doc)) {
        for (int i = 0; i < values.docValueCount(); i++) {
          counts[(int) values.nextOrd()]++;
        }
      }
    }
  }

  private void countYear(NumericDocValues dates, int doc) throws IOException {
    if (dates.advanceExact(doc)) {
      long day = Math.floorDiv(dates.longValue(), MILLIS_OF_A_DAY);
      years.merge(LocalDate.ofEpochDay(day).getYear(), 1L, Long::sum);
    }
  }

  private void add(Tally tally) throws IOException {
    for (int i = 0; i < tally.counts.length; i++) {
      if (tally.counts[i] > 0) {
        var value = tally.values.lookupOrd(i).utf8ToString();
        if (!value.isEmpty()) {
          counts
              .computeIfAbsent(tally.facet, _ -> new HashMap<>())
              .merge(value, (long) tally.counts[i], Long::sum);
        }
      }
    }
  }

  private Map<String, List<FacetValue>> sorted() {
    var sorted = new LinkedHashMap<String, List<FacetValue>>();
    counts.forEach((facet, values) ->
        sorted.put(
            facet,
            values.entrySet().stream()
                .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
                .sorted(
                    Comparator.comparingLong(FacetValue::count)
                        .reversed()
                        .thenComparing(FacetValue::value))
                .limit(MOST_VALUES)
                .toList()));
    return sorted;
  }
}
