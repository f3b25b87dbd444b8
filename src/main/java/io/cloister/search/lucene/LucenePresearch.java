package io.cloister.search.lucene;

import io.cloister.library.DocumentId;
import io.cloister.search.Presearch;
import io.cloister.search.SearchQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.springframework.stereotype.Component;

/**
 * Looks in the postings of one document's block for the terms that queries need. What a query needs
 * is worked out once, each term is looked for once, and a query is given up at the first that is
 * missing. A query that needs no word (of tags alone, or of alternatives) is always possible.
 */
@Component
class LucenePresearch implements Presearch {

  private static final int MOST_KNOWN = 20_000;
  private static final List<String> FIELDS = List.of(Fields.TEXT, Fields.TITLE, Fields.FILE);

  private final LuceneGenerations generations;
  private final QueryWords words;
  private final Map<Said, List<Need>> known = new ConcurrentHashMap<>();

  LucenePresearch(LuceneGenerations generations, QueryWords words) {
    this.generations = generations;
    this.words = words;
  }

  /**
   * @param languages of the index, the most frequent first: by them words become terms
   */
  private record Said(String text, List<String> languages) {}

  /**
   * Something that must be in the document.
   *
   * @param ways of each of which all terms must be there, for one of them
   */
  private record Need(List<Set<String>> ways) {

    static Need oneOf(Set<String> terms) {
      return new Need(terms.stream().map(Set::of).toList());
    }
  }

  @Override
  public Set<SearchQuery> possible(Collection<SearchQuery> queries, DocumentId document) {
    return generations.active().index().read(searcher -> possible(queries, document, searcher));
  }

  private Set<SearchQuery> possible(
      Collection<SearchQuery> queries, DocumentId document, IndexSearcher searcher)
      throws IOException {
    var its = Restrictions.anyOf(Fields.DOCUMENT, Set.of(document));
    var entries = searcher.search(Question.within(its, Restrictions.ENTRIES), 1).scoreDocs;
    if (entries.length == 0) {
      return Set.of();
    }
    var terms = new Terms(searcher, entries[0].doc);
    var spoken = new WordQueries(words, QueryWords.languages(searcher.getIndexReader()));
    var languages =
        spoken.languages().entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .toList();
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    var possible = new HashSet<SearchQuery>();
    for (var query : queries) {
      var needs =
          known.computeIfAbsent(
              new Said(query.text(), languages), said -> needs(said.text(), spoken));
      if (terms.satisfy(needs)) {
        possible.add(query);
      }
    }
    return possible;
  }

  private static List<Need> needs(String text, WordQueries spoken) {
    var needs = new ArrayList<Need>();
    AskedParser.parse(text).parts().forEach(part -> add(part, spoken, needs));
    return needs;
  }

  private static void add(Asked part, WordQueries spoken, List<Need> needs) {
    switch (part) {
      case Asked.Word word -> addWords(word.text(), spoken, needs);
      case Asked.Phrase phrase -> needs.add(phrase(phrase, spoken));
      case Asked.Field field -> {
        if (field.name().equals(Fields.TITLE)) {
          addWords(field.text(), spoken, needs);
        }
      }
      case Asked.All all -> all.parts().forEach(each -> add(each, spoken, needs));
      case Asked.Not _, Asked.Any _ -> {} // need no single word
    }
  }

  private static void addWords(String text, WordQueries spoken, List<Need> needs) {
    spoken.terms(text).forEach(terms -> needs.add(Need.oneOf(terms)));
  }

  /** The terms of one of the languages, as the phrase is looked for. */
  private static Need phrase(Asked.Phrase phrase, WordQueries spoken) {
    var ways = new ArrayList<Set<String>>();
    for (var language : spoken.languages().keySet()) {
      var terms = new HashSet<String>();
      spoken
          .words()
          .analysis()
          .tokens(language, phrase.text())
          .forEach(token -> terms.add(token.term()));
      if (!terms.isEmpty()) {
        ways.add(terms);
      }
    }
    return new Need(ways);
  }

  /** The terms of one document's block, each looked up once. */
  private static final class Terms {

    private final LeafReader leaf;
    private final int first;
    private final int last;
    private final Map<String, Boolean> looked = new HashMap<>();

    Terms(IndexSearcher searcher, int entry) throws IOException {
      var leaves = searcher.getIndexReader().leaves();
      var its = leaves.get(ReaderUtil.subIndex(entry, leaves));
      leaf = its.reader();
      first = new Names(searcher).firstOf(entry) - its.docBase;
      last = entry - its.docBase;
    }

    boolean satisfy(List<Need> needs) throws IOException {
      for (var need : needs) {
        boolean isMet = false;
        for (var way : need.ways()) {
          isMet = isMet || has(way);
        }
        if (!isMet) {
          return false;
        }
      }
      return true;
    }

    private boolean has(Set<String> all) throws IOException {
      for (var term : all) {
        var known = looked.get(term);
        if (known == null) {
          known = has(term);
          looked.put(term, known);
        }
        if (!known) {
          return false;
        }
      }
      return true;
    }

    private boolean has(String term) throws IOException {
      for (var field : FIELDS) {
        var terms = leaf.terms(field);
        var each = terms == null ? null : terms.iterator();
        if (each != null && each.seekExact(new BytesRef(term))) {
          int at = each.postings(null, PostingsEnum.NONE).advance(first);
          if (at != DocIdSetIterator.NO_MORE_DOCS && at <= last) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
