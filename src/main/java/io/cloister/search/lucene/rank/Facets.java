package io.cloister.search.lucene.rank;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

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
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/** Counts values over the documents that were found; nothing else is counted. */
public final class Facets {

  private static final int MOST_VALUES = 50;
  private static final long MILLIS_OF_A_DAY = 86_400_000;
  private static final String YEAR = "year";

  private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();

  private Facets() {
    for (var facet : List.of("tag", "type", "collection", "language", YEAR)) {
      counts.put(facet, new HashMap<>());
    }
  }

  /** The most frequent values of each facet; collections by their ids. */
  public static Map<String, List<FacetValue>> of(Found found) throws IOException {
    var facets = new Facets();
    found.forEachLeaf(facets::count);
    return facets.sorted();
  }

  /** One field after the other: so each keeps to its own part of the disk and of the caches. */
  private void count(LeafReaderContext leaf, FixedBitSet entries) throws IOException {
    if (entries.scanIsEmpty()) {
      return;
    }
    var reader = leaf.reader();
    countOne("type", DocValues.getSorted(reader, Fields.FAMILY), entries);
    countOne("collection", DocValues.getSorted(reader, Fields.COLLECTION), entries);
    countOne("language", DocValues.getSorted(reader, Fields.LANGUAGE), entries);
    countSeveral("tag", DocValues.getSortedSet(reader, Fields.TAG), entries);
    countYears(DocValues.getNumeric(reader, Fields.DATE), entries);
  }

  private void countOne(String facet, SortedDocValues values, FixedBitSet entries)
      throws IOException {
    var counted = new int[values.getValueCount()];
    var matches = new BitSetIterator(entries, 0);
    for (int doc = matches.nextDoc(); doc != NO_MORE_DOCS; doc = matches.nextDoc()) {
      if (values.advanceExact(doc)) {
        counted[values.ordValue()]++;
      }
    }
    add(facet, counted, values::lookupOrd);
  }

  private void countSeveral(String facet, SortedSetDocValues values, FixedBitSet entries)
      throws IOException {
    var counted = new int[Math.toIntExact(values.getValueCount())];
    var matches = new BitSetIterator(entries, 0);
    for (int doc = matches.nextDoc(); doc != NO_MORE_DOCS; doc = matches.nextDoc()) {
      if (values.advanceExact(doc)) {
        for (int i = 0; i < values.docValueCount(); i++) {
          counted[(int) values.nextOrd()]++;
        }
      }
    }
    add(facet, counted, values::lookupOrd);
  }

  private interface Naming {
    BytesRef of(int ordinal) throws IOException;
  }

  /** Values of one segment were counted by their numbers there; few of them are ever named. */
  private void add(String facet, int[] counted, Naming naming) throws IOException {
    for (int i = 0; i < counted.length; i++) {
      if (counted[i] > 0) {
        var value = naming.of(i).utf8ToString();
        if (!value.isEmpty()) {
          add(facet, value, counted[i]);
        }
      }
    }
  }

  private void countYears(NumericDocValues dates, FixedBitSet entries) throws IOException {
    var byDay = new HashMap<Long, int[]>();
    long last = Long.MIN_VALUE;
    int[] its = {0};
    var matches = new BitSetIterator(entries, 0);
    for (int doc = matches.nextDoc(); doc != NO_MORE_DOCS; doc = matches.nextDoc()) {
      if (dates.advanceExact(doc)) {
        long day = Math.floorDiv(dates.longValue(), MILLIS_OF_A_DAY);
        if (day != last) { // what came in together was put in together
          its = byDay.computeIfAbsent(day, _ -> new int[1]);
          last = day;
        }
        its[0]++;
      }
    }
    byDay.forEach((day, counted) ->
        add(YEAR, String.valueOf(LocalDate.ofEpochDay(day).getYear()), counted[0]));
  }

  private void add(String facet, String value, long count) {
    counts.computeIfAbsent(facet, _ -> new HashMap<>()).merge(value, count, Long::sum);
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
