package io.cloister.search.lucene;

import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.text.PassageId;
import io.cloister.search.Explanation;
import io.cloister.search.Foreground;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchResult;
import io.cloister.search.TermStatistics;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.block.Similarity;
import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.generation.IndexGeneration;
import io.cloister.search.lucene.generation.LuceneGenerations;
import io.cloister.search.lucene.page.Highlights;
import io.cloister.search.lucene.page.Hits;
import io.cloister.search.lucene.page.Spelling;
import io.cloister.search.lucene.page.Suggestions;
import io.cloister.search.lucene.query.Aside;
import io.cloister.search.lucene.query.Asked;
import io.cloister.search.lucene.query.AskedParser;
import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.query.WordQueries;
import io.cloister.search.lucene.rank.Facets;
import io.cloister.search.lucene.rank.Ranked;
import io.cloister.search.lucene.rank.Reranking;
import io.cloister.search.lucene.rank.Scored;
import io.cloister.search.lucene.rank.Selection;
import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.Fields;
import io.cloister.search.lucene.terms.QueryWords;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Searches the Lucene index by words and by meaning. */
@Component
class LucenePassageSearch implements PassageSearch {

  private final LuceneGenerations generations;
  private final Analysis analysis;
  private final QueryWords words;
  private final Hits hits;
  private final Reranking reranking;
  private final SearchProperties properties;
  private final Foreground foreground;

  LucenePassageSearch(
      LuceneGenerations generations,
      Analysis analysis,
      QueryWords words,
      Hits hits,
      Reranking reranking,
      SearchProperties properties,
      Foreground foreground) {
    this.generations = generations;
    this.analysis = analysis;
    this.words = words;
    this.hits = hits;
    this.reranking = reranking;
    this.properties = properties;
    this.foreground = foreground;
  }

  @Override
  public SearchResult find(SearchQuery query, AccessScope scope) {
    return select(
        query,
        scope,
        (generation, selection, spoken, parsed, reordered) -> {
          var page = selection.page();
          var highlights = new Highlights(analysis, terms(parsed, query, spoken));
          boolean complete = generation.passages().isReady();
          var counted =
              Aside.begin(() ->
                  new Counted(
                      complete ? selection.total() : 0,
                      query.facets() && complete ? Facets.of(selection.found()) : Map.of(),
                      didYouMean(query, spoken, scope, selection.searcher())));
          var found = hits.load(page, scope, highlights);
          var beside = counted.result();
          return new SearchResult(
              found,
              complete ? beside.total() : found.size(),
              !complete || selection.searcher().isAnyBare(),
              hits.named(beside.facets(), scope),
              beside.didYouMean(),
              parsed.interpretation(),
              reordered.order());
        });
  }

  /** What the index alone tells, while the database is asked for the hits. */
  private record Counted(
      long total, Map<String, List<SearchResult.FacetValue>> facets, @Nullable String didYouMean) {}

  @Override
  public Map<PassageId, Explanation> explain(SearchQuery query, AccessScope scope) {
    return select(
        query,
        scope,
        (_, selection, _, _, _) ->
            selection.page().stream()
                .collect(Collectors.toMap(Ranked::passage, one -> explanation(one.scored()))));
  }

  private static Explanation explanation(Scored scored) {
    return new Explanation(
        scored.words(),
        Float.isNaN(scored.cosine()) ? null : (double) scored.cosine(),
        scored.ofEntry());
  }

  private interface Use<T> {
    T of(
        IndexGeneration generation,
        Selection selection,
        WordQueries spoken,
        AskedParser.Parsed parsed,
        Reranking.Reordered reordered)
        throws IOException;
  }

  private <T> T select(SearchQuery query, AccessScope scope, Use<T> use) {
    try (var _ = foreground.begin()) {
      return select(generations.active(), query, scope, use);
    }
  }

  /**
   * The query is embedded by the model of the generation that it is asked of, whichever that is.
   */
  private <T> T select(
      IndexGeneration generation, SearchQuery query, AccessScope scope, Use<T> use) {
    var parsed = AskedParser.parse(query.text());
    // while the words are looked for
    var meant =
        query.mode() == SearchQuery.Mode.KEYWORD
            ? null
            : Aside.begin(() -> generation.vectors().ofQuery(parsed.meant(query.text())));
    return generation
        .index()
        .read(searcher -> {
          var spoken = new WordQueries(words, searcher.languages(), searcher);
          var question =
              Question.of(parsed.parts(), spoken, query, scope, searcher.isWithin(scope), meant);
          var reordered = reranking.of(query, scope);
          var selection = new Selection(searcher, question, query, properties, reordered);
          return use.of(generation, selection, spoken, parsed, reordered);
        });
  }

  /** The best documents as one generation ranks them. */
  List<DocumentId> best(IndexGeneration generation, SearchQuery query, AccessScope scope) {
    return select(
        generation,
        query,
        scope,
        (_, selection, _, _, _) -> selection.page().stream().map(Ranked::document).toList());
  }

  private <T> T read(LuceneIndex.Reading<T> reading) {
    return generations.active().index().read(reading);
  }

  private static @Nullable String didYouMean(
      SearchQuery query, WordQueries spoken, AccessScope scope, IndexSearcher searcher)
      throws IOException {
    return new Spelling(searcher, spoken, visible(scope)).better(query.text());
  }

  private static Set<String> terms(
      AskedParser.Parsed parsed, SearchQuery query, WordQueries spoken) {
    return Stream.concat(Stream.of(Asked.words(parsed.parts())), query.also().stream())
        .flatMap(words -> spoken.terms(words).stream())
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static Query visible(AccessScope scope) {
    return Restrictions.filter(Restrictions.ENTRIES, SearchQuery.Filter.NONE, scope);
  }

  @Override
  public boolean matches(SearchQuery query, DocumentId document, AccessScope scope) {
    var parts = AskedParser.parse(query.text()).parts();
    return read(searcher -> {
      var spoken = new WordQueries(words, searcher.languages(), searcher);
      var its = Restrictions.anyOf(Fields.DOCUMENT, Set.of(document));
      var wanted =
          Question.within(its, Restrictions.filter(Restrictions.ENTRIES, query.filter(), scope));
      return searcher.count(Question.within(Restrictions.everything(parts, spoken), wanted)) > 0;
    });
  }

  @Override
  public List<Hit> similar(DocumentId document, AccessScope scope, int size) {
    return read(searcher -> {
      var indexed = Indexed.of(document, searcher);
      var likeness = hits.likeness(document, scope);
      if (indexed.isEmpty() || likeness.isEmpty()) {
        return List.of();
      }
      var spoken = new WordQueries(words, searcher.languages(), searcher);
      var mean = Similarity.mean(indexed.get().vectors());
      var parts = List.<Asked>of(new Asked.Word(likeness));
      var query = SearchQuery.of(likeness, SearchQuery.Grouping.DOCUMENT, size + 1).untimely();
      var question =
          Question.of(
              parts,
              spoken,
              query,
              scope,
              searcher.isWithin(scope),
              mean == null ? null : Aside.done(mean));
      var page = new Selection(searcher, question, query, properties).page();
      var others = page.stream().filter(one -> !one.document().equals(document)).limit(size);
      return hits.load(others.toList(), scope, new Highlights(analysis, Set.of()));
    });
  }

  @Override
  public List<String> suggest(String prefix, AccessScope scope, int most) {
    return read(searcher -> new Suggestions(searcher, visible(scope)).of(prefix, most));
  }

  @Override
  public TermStatistics statistics() {
    return new LuceneStatistics(generations.active().index(), analysis);
  }
}
