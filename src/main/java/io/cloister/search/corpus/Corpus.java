package io.cloister.search.corpus;

import io.cloister.library.AccessScope;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import io.cloister.search.PassageSearch;
import io.cloister.search.SavedQuery;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchResult;
import io.cloister.search.SearchResult.FacetValue;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts documents in the index, within what the asker may read. */
@Component
public class Corpus {

  private static final int SHOWN = 10;

  private final PassageSearch search;
  private final Documents documents;
  private final Collections collections;
  private final CorpusWords words;
  private final Clock clock;

  Corpus(
      PassageSearch search,
      Documents documents,
      Collections collections,
      CorpusWords words,
      Clock clock) {
    this.search = search;
    this.documents = documents;
    this.collections = collections;
    this.words = words;
    this.clock = clock;
  }

  /** The answer, if this surely is a question about documents as such. */
  public Optional<CorpusAnswer> answer(String text, AccessScope scope) {
    var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return CorpusQuestions.of(text, today)
        .filter(question -> isKnown(question.query(), scope))
        .map(question -> count(question, scope, today));
  }

  /** A collection that there is not, for this asker, is a word like any other. */
  private boolean isKnown(SavedQuery query, AccessScope scope) {
    return query.collections().isEmpty() || !narrowed(query, scope).collections().isEmpty();
  }

  private AccessScope narrowed(SavedQuery query, AccessScope scope) {
    var wanted = query.collections();
    return wanted.isEmpty()
        ? scope
        : scope.narrowedTo(
            collections.names(scope).entrySet().stream()
                .filter(each -> wanted.stream().anyMatch(each.getValue()::equalsIgnoreCase))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
  }

  private CorpusAnswer count(CorpusQuestion question, AccessScope scope, LocalDate today) {
    var within = narrowed(question.query(), scope);
    var found = search.find(question.query().query(0, SHOWN, true, today), within);
    var all = search.find(SearchQuery.of("", SearchQuery.Grouping.DOCUMENT, 1), scope);
    long readable = documents.list(DocumentFilter.ALL, scope, 0, 1).total();
    var answer =
        new CorpusAnswer(
            question,
            "",
            found.total(),
            values(question, found),
            found.hits(),
            all.total(),
            readable,
            !found.incomplete() && !all.incomplete());
    return new CorpusAnswer(
        question,
        words.of(answer, today),
        answer.total(),
        answer.values(),
        answer.documents(),
        answer.counted(),
        answer.readable(),
        answer.complete());
  }

  private static List<FacetValue> values(CorpusQuestion question, SearchResult found) {
    var values = found.facets().getOrDefault(question.by(), List.of());
    return question.by().equals("year")
        ? values.stream().sorted(Comparator.comparing(FacetValue::value)).toList()
        : values;
  }
}
