package io.cloister.search.lucene.rank;

import io.cloister.library.DocumentId;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.SearchQuery.Sort;
import io.cloister.search.lucene.files.Moment;
import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SortField;
import org.jspecify.annotations.Nullable;

/** Of all that a question finds, the page that was asked for, and how much there is in all. */
public final class Selection {

  private static final int DEEPEST = 10_000;

  /** Passages that are taken by words at first. */
  public static final int LEAST = 200;

  private final Moment searcher;
  private final Question question;
  private final SearchQuery query;
  private final Ranking ranking;
  private final Names names;
  private final Reordering reordering;
  private List<Scored> ranked;
  private @Nullable Found found;

  /** Changes the order of what was ranked. */
  interface Reordering {

    /** Leaves it as it is. */
    Reordering NONE = (ranked, _) -> ranked;

    List<Scored> of(List<Scored> ranked, Names names) throws IOException;
  }

  public Selection(
      Moment searcher, Question question, SearchQuery query, SearchProperties properties)
      throws IOException {
    this(searcher, question, query, properties, Reordering.NONE);
  }

  public Selection(
      Moment searcher,
      Question question,
      SearchQuery query,
      SearchProperties properties,
      Reordering reordering)
      throws IOException {
    this.reordering = reordering;
    this.searcher = searcher;
    this.question = question;
    this.query = query;
    names = new Names(searcher);
    ranking = new Ranking(searcher, question, properties);
    ranked = reordering.of(ranking.rank(LEAST), names);
  }

  public Moment searcher() {
    return searcher;
  }

  public List<Ranked> page() throws IOException {
    long from = (long) query.page() * query.size();
    if (from >= DEEPEST) {
      return List.of();
    }
    boolean ordered = query.sort() != Sort.RELEVANCE || question.browses();
    if (ordered && query.grouping() == Grouping.DOCUMENT) {
      return inOrder((int) from);
    }
    var page = new ArrayList<Ranked>();
    for (var one :
        grouped((int) from + query.size()).stream().skip(from).limit(query.size()).toList()) {
      page.add(ranking.named(one));
    }
    return page;
  }

  /** Best first, at least {@code wanted} if there are as many. */
  private List<Scored> grouped(int wanted) throws IOException {
    int most = LEAST;
    var all = grouped();
    while (all.size() < wanted && most < DEEPEST) {
      most = Math.max(2 * most, 2 * wanted);
      int before = ranked.size();
      ranked = reordering.of(ranking.rank(most), names);
      all = grouped();
      if (ranked.size() == before) {
        break;
      }
    }
    return all;
  }

  private List<Scored> grouped() {
    if (query.grouping() == Grouping.PASSAGE) {
      return ranked;
    }
    var best = new LinkedHashMap<Integer, Scored>();
    ranked.forEach(one -> best.putIfAbsent(one.entry(), one));
    return List.copyOf(best.values());
  }

  /** Documents by date or title, each by its best passage. */
  private List<Ranked> inOrder(int from) throws IOException {
    var found = searcher.search(documents(), from + query.size(), order(), false).scoreDocs;
    var page = new ArrayList<Ranked>();
    for (int i = from; i < found.length; i++) {
      int entry = found[i].doc;
      var block = IntStream.range(names.firstOf(entry), entry).toArray();
      if (block.length > 0) {
        page.add(ranking.named(ranking.score(block).getFirst()));
      }
    }
    return page;
  }

  private org.apache.lucene.search.Sort order() {
    var newest = new SortField(Fields.DATE, SortField.Type.LONG, true);
    var oldest = new SortField(Fields.DATE, SortField.Type.LONG);
    var title = new SortField(Fields.TITLE_ORDER, SortField.Type.STRING);
    var id = new SortField(Fields.DOCUMENT, SortField.Type.STRING);
    return switch (query.sort()) {
      case RELEVANCE, NEWEST -> new org.apache.lucene.search.Sort(newest, title, id);
      case OLDEST -> new org.apache.lucene.search.Sort(oldest, title, id);
      case TITLE -> new org.apache.lucene.search.Sort(title, newest, id);
    };
  }

  /** The entries of all documents that are found, by words or by meaning. */
  Query documents() throws IOException {
    var either = new BooleanQuery.Builder();
    either.add(question.documentsByWords(), Occur.SHOULD);
    var meant = new HashSet<DocumentId>();
    for (int entry : meantEntries()) {
      meant.add(names.documentOf(entry));
    }
    if (!meant.isEmpty()) {
      either.add(
          Question.within(Restrictions.anyOf(Fields.DOCUMENT, meant), question.entries()),
          Occur.SHOULD);
    }
    return either.build();
  }

  /** All documents that are found, by words or by meaning. */
  public Found found() throws IOException {
    if (found == null) {
      found = Found.of(question, meantEntries(), searcher);
    }
    return found;
  }

  /** Ascending. */
  private int[] meantEntries() {
    return ranked.stream()
        .filter(Scored::meant)
        .mapToInt(Scored::entry)
        .distinct()
        .sorted()
        .toArray();
  }

  public long total() throws IOException {
    if (query.grouping() == Grouping.DOCUMENT) {
      return found().total();
    }
    long byMeaningOnly = ranked.stream().filter(one -> one.meant() && one.words() <= 0).count();
    return searcher.count(question.passagesByWords()) + byMeaningOnly;
  }
}
