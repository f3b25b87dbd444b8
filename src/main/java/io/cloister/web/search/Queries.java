package io.cloister.web.search;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.collection.Collection;
import io.cloister.search.SearchQuery;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes of an address what is searched for; a value that is none is as if it were not there. */
final class Queries {

  private Queries() {}

  static SearchQuery of(Narrowing narrowing, int page, int size) {
    var words = narrowing.one("q");
    return new SearchQuery(
        words == null ? "" : words,
        of(SearchQuery.Mode.values(), narrowing.one("mode"), SearchQuery.Mode.HYBRID),
        new SearchQuery.Filter(
            Set.of(),
            narrowing.all("tag"),
            narrowing.all("-tag"),
            narrowing.all("type"),
            narrowing.all("language"),
            narrowing.all("label"),
            day(narrowing.one("from")),
            day(narrowing.one("to"))),
        of(SearchQuery.Sort.values(), narrowing.one("sort"), SearchQuery.Sort.RELEVANCE),
        SearchQuery.Grouping.DOCUMENT,
        page,
        size,
        true);
  }

  /** What is readable, or of it only the collections that are named, by name or id. */
  static AccessScope scope(Narrowing narrowing, AccessScope readable, List<Collection> known) {
    var wanted = narrowing.all("collection");
    if (wanted.isEmpty()) {
      return readable;
    }
    Set<CollectionId> ids =
        known.stream()
            .filter(each -> wanted.contains(each.name()) || wanted.contains(each.id().toString()))
            .map(Collection::id)
            .collect(Collectors.toSet());
    return readable.narrowedTo(ids);
  }

  private static <E extends Enum<E>> E of(E[] all, @Nullable String word, E fallback) {
    return Arrays.stream(all)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(fallback);
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
