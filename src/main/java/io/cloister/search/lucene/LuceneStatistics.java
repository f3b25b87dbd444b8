package io.cloister.search.lucene;

import io.cloister.search.TermStatistics;
import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.files.Moment;
import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.Fields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.Term;

/** Frequencies of words at one moment, each looked up once. */
final class LuceneStatistics implements TermStatistics {

  private final LuceneIndex index;
  private final Analysis analysis;
  private final Map<String, Integer> languages;
  private final long passages;
  private final Map<String, Long> known = new ConcurrentHashMap<>();

  LuceneStatistics(LuceneIndex index, Analysis analysis) {
    this.index = index;
    this.analysis = analysis;
    languages = index.read(Moment::languages);
    passages =
        index.read(searcher -> {
          var there = searcher.collectionStatistics(Fields.TEXT);
          return there == null ? 0 : there.docCount();
        });
  }

  @Override
  public long passages() {
    return passages;
  }

  @Override
  public long passagesWith(String word, String language) {
    return known.computeIfAbsent(language + "|" + word, _ -> count(word, language));
  }

  private long count(String word, String language) {
    Collection<String> tried =
        language.isEmpty() ? languages.keySet() : List.of(analysis.languageOf(language, word));
    long most = 0;
    boolean isLeftOut = false;
    for (var one : tried) {
      var terms = analysis.terms(one, word);
      if (terms.isEmpty()) {
        isLeftOut = true;
        continue;
      }
      long rarest =
          index.read(searcher -> {
            long least = Long.MAX_VALUE;
            for (var term : terms) {
              least = Math.min(least, searcher.documents(new Term(Fields.TEXT, term)));
            }
            return least;
          });
      most = Math.max(most, rarest);
    }
    // a word is left out of the index because it is everywhere
    return most == 0 && isLeftOut ? passages : Math.min(most, passages);
  }
}
