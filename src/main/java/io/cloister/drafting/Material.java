package io.cloister.drafting;

import io.cloister.drafting.generate.SourcePassage;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.Versions;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PassageId;
import io.cloister.library.text.Passages;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The passages that a draft is written from: all if they are few, else those that fit. */
@Component
class Material {

  private static final int ALL = 150;
  private static final int FIRST = 3;
  private static final int MOST_PER_QUERY = 40;

  private final Passages passages;
  private final HiddenTexts hidden;
  private final Versions versions;
  private final PassageSearch search;

  Material(Passages passages, HiddenTexts hidden, Versions versions, PassageSearch search) {
    this.passages = passages;
    this.hidden = hidden;
    this.versions = versions;
    this.search = search;
  }

  /**
   * @param queries what the sections are about
   * @param scope of whoever has it drafted, as it is now
   */
  List<SourcePassage> of(Draft draft, List<String> queries, AccessScope scope) {
    int total =
        draft.sources().stream()
            .mapToInt(source -> versions.find(source.id()).map(Version::passages).orElse(0))
            .sum();
    var wanted = total <= ALL ? null : fitting(draft, queries, scope);
    var all = new ArrayList<SourcePassage>();
    for (var source : draft.sources()) {
      var language = versions.find(source.id()).map(Version::language).orElse(null);
      var its = wanted == null ? passages.of(source.id()) : some(source.id(), wanted);
      for (var passage : hidden.seen(its)) {
        all.add(new SourcePassage(source, passage, language));
      }
    }
    return all;
  }

  private List<Passage> some(VersionId version, Set<PassageId> wanted) {
    var ids =
        Stream.concat(
                IntStream.range(0, FIRST).mapToObj(ordinal -> new PassageId(version, ordinal)),
                wanted.stream().filter(id -> id.version().equals(version)))
            .distinct()
            .toList();
    return passages.find(ids).values().stream()
        .sorted(Comparator.comparingInt(Passage::ordinal))
        .toList();
  }

  // the index has current versions only: of an older one its first passages must do
  private Set<PassageId> fitting(Draft draft, List<String> queries, AccessScope scope) {
    Set<DocumentId> documents =
        draft.sources().stream().map(Draft.SourceVersion::document).collect(Collectors.toSet());
    var found = new HashSet<PassageId>();
    for (var query : queries) {
      var wanted =
          SearchQuery.of(query, SearchQuery.Grouping.PASSAGE, MOST_PER_QUERY)
              .with(SearchQuery.Filter.within(documents));
      search.find(wanted, scope).hits().stream()
          .map(hit -> hit.passage())
          .map(Passage::id)
          .forEach(found::add);
    }
    return found;
  }
}
