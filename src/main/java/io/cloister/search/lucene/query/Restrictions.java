package io.cloister.search.lucene.query;

import io.cloister.library.AccessScope;
import io.cloister.search.SearchQuery;
import io.cloister.search.lucene.block.Blocks;
import io.cloister.search.lucene.terms.Fields;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.search.join.ScoreMode;
import org.apache.lucene.search.join.ToChildBlockJoinQuery;
import org.apache.lucene.search.join.ToParentBlockJoinQuery;
import org.apache.lucene.util.BytesRef;

/** What may be found at all: the caller's scope, the filters, and what the query demands. */
public final class Restrictions {

  private static final long MILLIS_OF_A_DAY = 86_400_000;

  public static final Query ENTRIES = new TermQuery(new Term(Fields.KIND, Fields.ENTRY));
  public static final Query PASSAGES = new TermQuery(new Term(Fields.KIND, Fields.PASSAGE));

  /** Marks the entries, which end each document's block. */
  public static final BitSetProducer ENDS = new QueryBitSetProducer(ENTRIES);

  private Restrictions() {}

  /**
   * What passes the filter and is within the scope; nothing is within an empty one.
   *
   * @param kind {@link #PASSAGES} or {@link #ENTRIES}
   */
  public static Query filter(Query kind, SearchQuery.Filter filter, AccessScope scope) {
    if (scope.collections().isEmpty()) {
      return new MatchNoDocsQuery("empty scope");
    }
    var query = new BooleanQuery.Builder();
    query.add(new InScope(kind, scope), Occur.FILTER);
    if (!filter.documents().isEmpty()) {
      query.add(anyOf(Fields.DOCUMENT, filter.documents()), Occur.FILTER);
    }
    filter.tags().forEach(tag -> query.add(tag(tag), Occur.FILTER));
    filter.withoutTags().forEach(tag -> query.add(tag(tag), Occur.MUST_NOT));
    addAny(query, Fields.TYPE, filter.types());
    addAny(query, Fields.LANGUAGE, filter.languages());
    addAny(query, Fields.LABEL, filter.labels());
    if (filter.from() != null || filter.to() != null) {
      query.add(LongPoint.newRangeQuery(Fields.DATE, first(filter), last(filter)), Occur.FILTER);
    }
    return query.build();
  }

  /** The first millisecond that passes the filter. */
  public static long first(SearchQuery.Filter filter) {
    return filter.from() == null ? Long.MIN_VALUE : startOf(filter.from());
  }

  /** The last millisecond that passes the filter. */
  public static long last(SearchQuery.Filter filter) {
    return filter.to() == null ? Long.MAX_VALUE : startOf(filter.to()) + MILLIS_OF_A_DAY - 1;
  }

  private static void addAny(BooleanQuery.Builder query, String field, Set<String> values) {
    if (!values.isEmpty()) {
      query.add(
          anyOf(field, values.stream().map(v -> v.toLowerCase(Locale.ROOT)).toList()),
          Occur.FILTER);
    }
  }

  /** Matches where the field has one of the values, by their text. */
  public static Query anyOf(String field, Collection<?> values) {
    return new TermInSetQuery(
        field, values.stream().map(value -> new BytesRef(value.toString())).toList());
  }

  private static Query tag(String name) {
    return new TermQuery(new Term(Fields.TAG, Blocks.tagKey(name)));
  }

  private static long startOf(LocalDate day) {
    // years are clamped: a date may lie further away than milliseconds can be counted
    int year = Math.clamp(day.getYear(), -100_000, 100_000);
    return day.withYear(year).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  /** Whether the query demands anything beyond its words. */
  static boolean demand(List<Asked> parts) {
    return parts.stream().anyMatch(part -> !(part instanceof Asked.Word));
  }

  /** The entries of documents that have what the query demands. */
  static Query demanded(List<Asked> parts, WordQueries words) {
    var query = new BooleanQuery.Builder();
    query.add(ENTRIES, Occur.FILTER);
    for (var part : parts) {
      switch (part) {
        case Asked.Word _ -> {} // may be missing
        case Asked.Not not -> query.add(entries(not.what(), words), Occur.MUST_NOT);
        default -> query.add(entries(part, words), Occur.FILTER);
      }
    }
    return query.build();
  }

  /** The entries of documents that have every word too, each wherever it stands. */
  public static Query everything(List<Asked> parts, WordQueries words) {
    var query = new BooleanQuery.Builder();
    query.add(demanded(parts, words), Occur.FILTER);
    for (var part : parts) {
      if (part instanceof Asked.Word word) {
        words.terms(word.text()).forEach(term -> query.add(anywhere(term), Occur.FILTER));
      }
    }
    return query.build();
  }

  /** The entries of documents that have one of the terms somewhere. */
  public static Query anywhere(Set<String> term) {
    return either(
        WordQueries.term(Fields.TEXT, term),
        WordQueries.term(Fields.TITLE, term),
        WordQueries.term(Fields.FILE, term));
  }

  private static Query entries(Asked asked, WordQueries words) {
    return switch (asked) {
      case Asked.Word word ->
          either(
              words.allWords(Fields.TEXT, word.text()),
              words.allWords(Fields.TITLE, word.text()),
              words.allWords(Fields.FILE, word.text()));
      case Asked.Phrase phrase ->
          either(
              words.phrase(Fields.TEXT, phrase),
              words.phrase(Fields.TITLE, phrase),
              words.phrase(Fields.FILE, phrase));
      case Asked.Field field -> field(field, words);
      case Asked.Not not ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.MUST)
              .add(entries(not.what(), words), Occur.MUST_NOT)
              .build();
      case Asked.All all -> combined(all.parts(), Occur.FILTER, words);
      case Asked.Any any -> combined(any.parts(), Occur.SHOULD, words);
    };
  }

  private static Query combined(List<Asked> parts, Occur occur, WordQueries words) {
    var query = new BooleanQuery.Builder();
    parts.forEach(part -> query.add(entries(part, words), occur));
    return query.build();
  }

  private static Query field(Asked.Field field, WordQueries words) {
    return switch (field.name()) {
      case "tag" -> tag(field.text());
      case "type" -> new TermQuery(new Term(Fields.TYPE, field.text().toLowerCase(Locale.ROOT)));
      default -> words.allWords(Fields.TITLE, field.text());
    };
  }

  private static Query either(Query inPassage, Query inTitle, Query inFileName) {
    return new BooleanQuery.Builder()
        .add(withPassage(inPassage), Occur.SHOULD)
        .add(inTitle, Occur.SHOULD)
        .add(inFileName, Occur.SHOULD)
        .build();
  }

  /** The entries of documents of which a passage matches. */
  static Query withPassage(Query passage) {
    return new ToParentBlockJoinQuery(
        new BooleanQuery.Builder().add(passage, Occur.MUST).add(PASSAGES, Occur.FILTER).build(),
        ENDS,
        ScoreMode.None);
  }

  /** The passages of documents of which the entry matches. */
  static Query passagesOf(Query entry) {
    return new ToChildBlockJoinQuery(entry, ENDS);
  }
}
