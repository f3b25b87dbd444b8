package io.cloister.web.search;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.collection.Collection;
import io.cloister.search.finding.Finder;
import io.cloister.search.finding.Pins;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes of an address what is searched for; a value that is none is as if it were not there. */
final class Queries {

  private Queries() {}

  static Finder.Wish wish(Narrowing narrowing) {
    var saved = narrowing.saved();
    return new Finder.Wish(saved.readsDates(), saved.looksForOtherNames(), saved.withoutNames());
  }

  /** Whether documents can be put before what it finds: what is narrowed shows no pins. */
  static boolean isPinnable(Narrowing narrowing) {
    var words = narrowing.one("q");
    return words != null && words.length() <= Pins.LONGEST && !narrowing.isFiltered();
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
}
