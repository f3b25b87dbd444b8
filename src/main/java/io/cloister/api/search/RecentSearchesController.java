package io.cloister.api.search;

import io.cloister.identity.CurrentActor;
import io.cloister.search.finding.RecentSearches;
import io.cloister.search.finding.RecentSearches.Recent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own latest searches on the pages. */
@RestController
@RequestMapping("/api/v1/recent-searches")
class RecentSearchesController {

  private static final int MOST = 50;

  private final RecentSearches recent;
  private final CurrentActor current;

  RecentSearchesController(RecentSearches recent, CurrentActor current) {
    this.recent = recent;
    this.current = current;
  }

  @GetMapping
  RecentShape list() {
    var actor = current.get();
    return RecentShape.of(recent.of(actor, MOST), recent.remembers(actor));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    recent.clear(current.get());
  }

  @PutMapping
  RecentShape set(@RequestBody GivenSetting given) {
    recent.remembers(given.remembers(), current.get());
    return list();
  }

  /**
   * What is wanted.
   *
   * @param remembers whether one's own searches are kept; false clears them too
   */
  record GivenSetting(boolean remembers) {}

  record SearchedShape(String q, Map<String, List<String>> query, Instant at) {}

  record RecentShape(boolean remembers, List<SearchedShape> searches) {

    static RecentShape of(List<Recent> recent, boolean remembers) {
      return new RecentShape(
          remembers,
          recent.stream()
              .map(one -> new SearchedShape(one.words(), one.query().values(), one.at()))
              .toList());
    }
  }
}
