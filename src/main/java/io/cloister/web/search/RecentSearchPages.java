package io.cloister.web.search;

import io.cloister.identity.CurrentActor;
import io.cloister.search.finding.RecentSearches;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is kept of one's own searches. */
@Controller
@RequestMapping("/searches/recent")
class RecentSearchPages {

  private final RecentSearches recent;
  private final CurrentActor current;

  RecentSearchPages(RecentSearches recent, CurrentActor current) {
    this.recent = recent;
    this.current = current;
  }

  @PostMapping("/clear")
  String clear() {
    recent.clear(current.get());
    return "redirect:/searches?said=cleared";
  }

  @PostMapping("/setting")
  String set(@RequestParam(defaultValue = "false") boolean remembers) {
    recent.remembers(remembers, current.get());
    return "redirect:/searches?said=set";
  }
}
