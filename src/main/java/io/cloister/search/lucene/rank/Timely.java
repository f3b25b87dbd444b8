package io.cloister.search.lucene.rank;

import io.cloister.search.dates.Period;
import io.cloister.search.dates.When;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;

/**
 * What speaks for documents by when they are from: a question that names days means documents of
 * these days, and one that asks for the latest means the newest of those that fit best.
 */
record Timely(When when, IndexSearcher searcher) {

  private static final long DAY = 24 * 60 * 60 * 1000L;

  /** Of so many documents, the best by all else, the newest are preferred. */
  private static final int FITTING = 10;

  /**
   * @param entries the number of each passage's entry
   * @param scores by all else
   * @return by the number of an entry what speaks for it, from 0 to 1
   */
  Map<Integer, Double> of(int[] entries, double[] scores) throws IOException {
    var timely = new HashMap<Integer, Double>();
    if (!when.periods().isEmpty()) {
      for (int entry : entries) {
        if (!timely.containsKey(entry) && isAsked(entry)) {
          timely.put(entry, 1.0);
        }
      }
    }
    if (when.isLatest()) {
      latest(best(entries, scores)).forEach((entry, its) -> timely.merge(entry, its, Math::max));
    }
    return timely;
  }

  private boolean isAsked(int entry) throws IOException {
    var its = period(entry);
    return its.isPresent() && when.periods().stream().anyMatch(its.get()::fits);
  }

  private static List<Integer> best(int[] entries, double[] scores) {
    var best = new LinkedHashMap<Integer, Double>();
    for (int i = 0; i < entries.length; i++) {
      best.merge(entries[i], scores[i], Math::max);
    }
    return best.entrySet().stream()
        .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
        .limit(FITTING)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The newest have 1, the oldest 0, those between them in even steps. */
  private Map<Integer, Double> latest(List<Integer> entries) throws IOException {
    var days = new HashMap<Integer, Long>();
    for (int entry : entries) {
      days.put(entry, day(entry));
    }
    var oldestFirst = days.values().stream().distinct().sorted().toList();
    double steps = Math.max(1, oldestFirst.size() - 1);
    var shares = new HashMap<Integer, Double>();
    days.forEach((entry, day) -> shares.put(entry, oldestFirst.indexOf(day) / steps));
    return shares;
  }

  /** The last that it is of by its names, else that on which it changed. */
  private long day(int entry) throws IOException {
    var named = value(Fields.PERIOD_LAST, entry);
    return named.isPresent() ? named.getAsLong() : value(Fields.DATE, entry).orElse(0) / DAY;
  }

  private Optional<Period> period(int entry) throws IOException {
    var first = value(Fields.PERIOD_FIRST, entry);
    var last = value(Fields.PERIOD_LAST, entry);
    return first.isEmpty() || last.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Period(
                LocalDate.ofEpochDay(first.getAsLong()), LocalDate.ofEpochDay(last.getAsLong())));
  }

  private OptionalLong value(String field, int entry) throws IOException {
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(entry, leaves));
    var values = DocValues.getNumeric(leaf.reader(), field);
    return values.advanceExact(entry - leaf.docBase)
        ? OptionalLong.of(values.longValue())
        : OptionalLong.empty();
  }
}
