package io.cloister.search.lucene;

import io.cloister.library.DocumentId;
import io.cloister.search.Presearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.lucene.files.Moment;
import io.cloister.search.lucene.generation.LuceneGenerations;
import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.query.WordQueries;
import io.cloister.search.lucene.terms.Fields;
import io.cloister.search.lucene.terms.QueryWords;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Looks in the postings of one document's block for what queries need: words, tags, types and other
 * filters, alternatives too. What a query's words need is worked out once, each term is looked for
 * once, and a query is given up at the first thing that is missing.
 */
@Component
class LucenePresearch implements Presearch {

  private final LuceneGenerations generations;
  private final QueryWords words;
  private final Map<Said, Need> known = new ConcurrentHashMap<>();

  LucenePresearch(LuceneGenerations generations, QueryWords words) {
    this.generations = generations;
    this.words = words;
  }

  /**
   * @param languages of the index, the most frequent first: by them words become terms
   */
  private record Said(String text, List<String> languages) {}

  @Override
  public Set<SearchQuery> possible(Collection<SearchQuery> queries, DocumentId document) {
    return generations.active().index().read(searcher -> possible(queries, document, searcher));
  }

  private Set<SearchQuery> possible(
      Collection<SearchQuery> queries, DocumentId document, Moment searcher) throws IOException {
    var its = Restrictions.anyOf(Fields.DOCUMENT, Set.of(document));
    var entries = searcher.search(Question.within(its, Restrictions.ENTRIES), 1).scoreDocs;
    if (entries.length == 0) {
      return Set.of();
    }
    var terms = new BlockTerms(searcher, entries[0].doc);
    var spoken = new WordQueries(words, searcher.languages(), searcher);
    var languages =
        spoken.languages().entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .toList();
    var asked = new HashSet<Said>();
    var possible = new HashSet<SearchQuery>();
    for (var query : queries) {
      var said = new Said(query.text(), languages);
      asked.add(said);
      var need = known.computeIfAbsent(said, text -> Need.of(text.text(), spoken));
      if (terms.meet(need) && terms.meet(Need.of(query.filter()))) {
        possible.add(query);
      }
    }
    known.keySet().retainAll(asked);
    return possible;
  }
}
