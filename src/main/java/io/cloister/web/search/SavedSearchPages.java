package io.cloister.web.search;

import io.cloister.identity.CurrentActor;
import io.cloister.library.Conflict;
import io.cloister.search.SavedQuery;
import io.cloister.search.SavedSearch.Alert;
import io.cloister.search.SavedSearches;
import io.cloister.search.finding.RecentSearches;
import io.cloister.search.letters.LetterBoxes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own saved searches, with what came since that matches them. */
@Controller
@RequestMapping("/searches")
class SavedSearchPages {

  private static final int LONGEST_NAME = 200;
  private static final int RECENT = 20;
  private static final List<String> SAID =
      List.of("saved", "deleted", "cleared", "set", "taken", "empty");

  private final SavedSearches searches;
  private final RecentSearches recent;
  private final LetterBoxes boxes;
  private final CurrentActor current;

  SavedSearchPages(
      SavedSearches searches, RecentSearches recent, LetterBoxes boxes, CurrentActor current) {
    this.searches = searches;
    this.recent = recent;
    this.boxes = boxes;
    this.current = current;
  }

  @GetMapping
  String page(@RequestParam(required = false) @Nullable String said, Model model) {
    model.addAttribute("said", said != null && SAID.contains(said) ? said : null);
    model.addAttribute("searches", searches.withNews(current.get()));
    model.addAttribute("recent", recent.of(current.get(), RECENT));
    model.addAttribute("offered", boxes.isOffered());
    model.addAttribute("box", boxes.of(current.get()).orElse(null));
    model.addAttribute("languages", LetterBoxes.LANGUAGES);
    model.addAttribute("remembers", recent.remembers(current.get()));
    return "search/saved";
  }

  @PostMapping
  String save(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "none") String alert,
      @RequestParam MultiValueMap<String, String> all) {
    var query = new SavedQuery(all);
    if (name.isBlank() || name.length() > LONGEST_NAME || query.isEmpty()) {
      return "redirect:/searches?said=empty";
    }
    try {
      searches.save(name, query, Alert.of(alert).orElse(Alert.NONE), current.get());
      return "redirect:/searches?said=saved";
    } catch (Conflict _) {
      return "redirect:/searches?said=taken";
    }
  }

  @PostMapping("/{id}/alert")
  String change(
      @PathVariable String id,
      @RequestParam(defaultValue = "none") String alert,
      @RequestParam(defaultValue = "false") boolean mails,
      RedirectAttributes next) {
    searches.change(id, Alert.of(alert).orElse(Alert.NONE), mails, current.get());
    next.addFlashAttribute("done", "letters.alert.done");
    return "redirect:/searches";
  }

  @PostMapping("/{id}/seen")
  String see(@PathVariable String id) {
    searches.see(id, current.get());
    return "redirect:/searches";
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable String id) {
    searches.delete(id, current.get());
    return "redirect:/searches?said=deleted";
  }
}
