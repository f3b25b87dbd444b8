package io.cloister.search.lucene;

import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.search.Hit;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchResult.Order;
import io.cloister.search.lab.Knobs;
import io.cloister.search.lab.Ndcg;
import io.cloister.search.lab.Trial;
import io.cloister.search.lab.Trials;
import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.generation.LuceneGenerations;
import io.cloister.search.lucene.page.Highlights;
import io.cloister.search.lucene.page.Hits;
import io.cloister.search.lucene.query.Aside;
import io.cloister.search.lucene.query.AskedParser;
import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.query.WordQueries;
import io.cloister.search.lucene.rank.Names;
import io.cloister.search.lucene.rank.Places;
import io.cloister.search.lucene.rank.Ranked;
import io.cloister.search.lucene.rank.Ranking;
import io.cloister.search.lucene.rank.Reranking;
import io.cloister.search.lucene.rank.Scored;
import io.cloister.search.lucene.rank.Selection;
import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.QueryWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.lucene.search.IndexSearcher;
import org.springframework.stereotype.Component;

/** Tries queries on the generation that is searched, ranked as {@link LucenePassageSearch} does. */
@Component
class LuceneTrials implements Trials {

  private final LuceneGenerations generations;
  private final Analysis analysis;
  private final QueryWords words;
  private final Hits hits;
  private final Reranking reranking;
  private final SearchProperties properties;

  LuceneTrials(
      LuceneGenerations generations,
      Analysis analysis,
      QueryWords words,
      Hits hits,
      Reranking reranking,
      SearchProperties properties) {
    this.generations = generations;
    this.analysis = analysis;
    this.words = words;
    this.hits = hits;
    this.reranking = reranking;
    this.properties = properties;
  }

  @Override
  public Knobs usual() {
    return new Knobs(
        SearchQuery.Mode.HYBRID,
        properties.meaning(),
        properties.entry(),
        1,
        properties.candidates(),
        true);
  }

  /** What was ranked, before and after a model read the best of it. */
  private record Both(
      Ranking ranking, List<Scored> fused, List<Scored> last, Reranking.Reordered reordered) {}

  private interface Use<T> {
    T of(Both both) throws IOException;
  }

  private <T> T rank(SearchQuery query, Knobs knobs, AccessScope scope, Use<T> use) {
    var generation = generations.active();
    var asked = query.withMode(knobs.mode());
    var parsed = AskedParser.parse(query.text());
    var meant =
        knobs.mode() == SearchQuery.Mode.KEYWORD
            ? null
            : Aside.begin(() -> generation.vectors().ofQuery(parsed.meant(query.text())));
    return generation
        .index()
        .read(searcher -> {
          var spoken = new WordQueries(words, searcher.languages(), searcher);
          var question =
              Question.of(parsed.parts(), spoken, asked, scope, searcher.isWithin(scope), meant)
                  .nearness(knobs.near());
          return use.of(both(searcher, question, asked, knobs, scope));
        });
  }

  private Both both(
      IndexSearcher searcher, Question question, SearchQuery asked, Knobs knobs, AccessScope scope)
      throws IOException {
    var ranking = new Ranking(searcher, question, properties.tried(knobs));
    var fused = ranking.rank(Selection.LEAST);
    var reordered = reranking.of(asked, scope);
    var last = knobs.rerank() ? reordered.of(fused, new Names(searcher)) : fused;
    return new Both(ranking, fused, last, reordered);
  }

  @Override
  public List<DocumentId> best(SearchQuery query, Knobs knobs, AccessScope scope) {
    return rank(
        query,
        knobs,
        scope,
        both -> {
          var best = new ArrayList<DocumentId>();
          for (var one : Places.firsts(both.last(), Ndcg.DEPTH)) {
            best.add(both.ranking().named(one).document());
          }
          return best;
        });
  }

  @Override
  public Trial of(SearchQuery query, Knobs knobs, int most, AccessScope scope) {
    return rank(query, knobs, scope, both -> trial(both, knobs, most, scope));
  }

  private Trial trial(Both both, Knobs knobs, int most, AccessScope scope) throws IOException {
    var page = new ArrayList<Ranked>();
    for (var one : Places.firsts(both.last(), most)) {
      page.add(both.ranking().named(one));
    }
    var loaded =
        hits.load(page, scope, new Highlights(analysis, Set.of())).stream()
            .collect(Collectors.toMap(hit -> hit.passage().id(), Function.identity()));
    var words = Places.by(both.fused(), one -> one.words() > 0 ? one.words() : Double.NaN);
    var meaning = Places.by(both.fused(), Scored::cosine);
    var entries = Places.by(both.fused(), one -> one.ofEntry() > 0 ? one.ofEntry() : Double.NaN);
    var fused = Places.by(both.fused(), Scored::score);
    var given = both.reordered().given();
    var read = Places.by(both.fused(), one -> given.getOrDefault(one.doc(), Double.NaN));
    var rows = new ArrayList<Trial.Row>();
    for (var one : page) {
      Hit hit = loaded.get(one.passage());
      var place = fused.get(one.scored().entry());
      if (hit != null && place != null) {
        int entry = one.scored().entry();
        rows.add(
            new Trial.Row(
                hit,
                words.get(entry),
                meaning.get(entry),
                entries.get(entry),
                place,
                read.get(entry)));
      }
    }
    var order = knobs.rerank() ? both.reordered().order() : Order.FUSED;
    return new Trial(rows, both.fused().size(), order);
  }
}
