package io.cloister.search.lucene;

import io.cloister.search.SearchResult.FacetValue;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
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
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;

/** Counts values over the entries that a query matches; nothing outside the query is counted. */
final class Facets {

  private static final int MOST_VALUES = 50;

  private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();

  private Facets() {
    for (var facet : List.of("tag", "type", "collection", "language", "year")) {
      counts.put(facet, new HashMap<>());
    }
  }

  /** The most frequent values of each facet; collections by their ids. */
  static Map<String, List<FacetValue>> of(Query entries, IndexSearcher searcher)
      throws IOException {
    var facets = new Facets();
    var weight = searcher.createWeight(searcher.rewrite(entries), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (var leaf : searcher.getIndexReader().leaves()) {
      var scorer = weight.scorer(leaf);
      if (scorer != null) {
        facets.count(leaf, scorer.iterator());
      }
    }
    return facets.sorted();
  }

  private void count(LeafReaderContext leaf, DocIdSetIterator matches) throws IOException {
    var reader = leaf.reader();
    var live = reader.getLiveDocs();
    var tags = DocValues.getSortedSet(reader, Fields.TAG);
    var dates = DocValues.getNumeric(reader, Fields.DATE);
    var single =
        Map.of(
            "type",
            DocValues.getSorted(reader, Fields.FAMILY),
            "collection",
            DocValues.getSorted(reader, Fields.COLLECTION),
            "language",
            DocValues.getSorted(reader, Fields.LANGUAGE));
    for (int doc = matches.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = matches.nextDoc()) {
      if (live == null || live.get(doc)) {
        for (var facet : single.entrySet()) {
          count(facet.getKey(), facet.getValue(), doc);
        }
        countTags(tags, doc);
        countYear(dates, doc);
      }
    }
  }

  private void count(String facet, SortedDocValues values, int doc) throws IOException {
    if (values.advanceExact(doc)) {
      add(facet, values.lookupOrd(values.ordValue()).utf8ToString());
    }
  }

  private void countTags(SortedSetDocValues tags, int doc) throws IOException {
    if (tags.advanceExact(doc)) {
      for (int i = 0; i < tags.docValueCount(); i++) {
        add("tag", tags.lookupOrd(tags.nextOrd()).utf8ToString());
      }
    }
  }

  private void countYear(NumericDocValues dates, int doc) throws IOException {
    if (dates.advanceExact(doc)) {
      var date = Instant.ofEpochMilli(dates.longValue()).atZone(ZoneOffset.UTC);
      add("year", Integer.toString(date.getYear()));
    }
  }

  private void add(String facet, String value) {
    if (!value.isEmpty()) {
      counts.computeIfAbsent(facet, _ -> new HashMap<>()).merge(value, 1L, Long::sum);
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
