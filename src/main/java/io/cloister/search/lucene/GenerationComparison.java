package io.cloister.search.lucene;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.document.Documents;
import io.cloister.search.Generations.Case;
import io.cloister.search.Generations.Comparison;
import io.cloister.search.Generations.Move;
import io.cloister.search.SavedSearchQueries;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.lab.Ndcg;
import io.cloister.search.lucene.generation.IndexGeneration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks two generations the same and says what differs. */
@Component
class GenerationComparison {

  private static final int BEST = Ndcg.DEPTH;
  private static final int MOST_MOVES = 200;

  private final LucenePassageSearch search;
  private final SavedSearchQueries saved;
  private final Documents documents;

  GenerationComparison(LucenePassageSearch search, SavedSearchQueries saved, Documents documents) {
    this.search = search;
    this.saved = saved;
    this.documents = documents;
  }

  private static final class Sums {
    private int queries;
    private int same;
    private double overlap;
    private int judged;
    private double now;
    private double then;
  }

  Comparison of(
      IndexGeneration active, IndexGeneration other, List<Case> cases, AccessScope scope) {
    var sums = new Sums();
    var moves = new ArrayList<Move>();
    for (var each : cases) {
      var query = SearchQuery.of(each.query(), Grouping.DOCUMENT, BEST);
      var now = search.best(active, query, scope);
      var then = search.best(other, query, scope);
      add(now, then, each.right(), sums);
      moved(each.query(), now, then, scope, moves);
    }
    for (var query : saved.all()) {
      var first =
          new SearchQuery(
              query.text(),
              query.mode(),
              query.filter(),
              SearchQuery.Sort.RELEVANCE,
              Grouping.DOCUMENT,
              0,
              BEST,
              false);
      add(search.best(active, first, scope), search.best(other, first, scope), Set.of(), sums);
    }
    return new Comparison(
        sums.queries,
        sums.same,
        sums.queries == 0 ? 1 : sums.overlap / sums.queries,
        sums.judged,
        mean(sums.now, sums.judged),
        mean(sums.then, sums.judged),
        moves.stream().limit(MOST_MOVES).toList());
  }

  private static @Nullable Double mean(double sum, int of) {
    return of == 0 ? null : sum / of;
  }

  private static void add(
      List<DocumentId> now, List<DocumentId> then, Set<DocumentId> right, Sums sums) {
    sums.queries++;
    sums.same += now.equals(then) ? 1 : 0;
    sums.overlap += overlap(now, then);
    if (!right.isEmpty()) {
      sums.judged++;
      sums.now += Ndcg.of(now, right);
      sums.then += Ndcg.of(then, right);
    }
  }

  /** Of the best ten, the share of those in both; 1 where neither finds anything. */
  static double overlap(List<DocumentId> now, List<DocumentId> then) {
    int most = Math.max(now.size(), then.size());
    return most == 0 ? 1 : (double) now.stream().filter(then::contains).count() / most;
  }

  private void moved(
      String query,
      List<DocumentId> now,
      List<DocumentId> then,
      AccessScope scope,
      List<Move> moves) {
    var either = new LinkedHashSet<>(now);
    either.addAll(then);
    var titles =
        documents.find(List.copyOf(either), scope).stream()
            .collect(Collectors.toMap(Document::id, Document::title));
    for (var document : either) {
      int before = now.indexOf(document) + 1;
      int after = then.indexOf(document) + 1;
      var title = titles.get(document);
      if (before != after && title != null) {
        moves.add(new Move(query, document, title, before, after));
      }
    }
  }
}
