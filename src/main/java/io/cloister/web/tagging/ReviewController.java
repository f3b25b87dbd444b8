package io.cloister.web.tagging;

import io.cloister.identity.CurrentActor;
import io.cloister.library.Document;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.tagging.Suggestion;
import io.cloister.tagging.SuggestionId;
import io.cloister.tagging.Tagging;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The queue of suggestions that wait for somebody to decide. */
@Controller
class ReviewController {

  private static final int SIZE = 25;

  private final Tagging tagging;
  private final Documents documents;
  private final Collections collections;
  private final CurrentActor actor;

  ReviewController(
      Tagging tagging, Documents documents, Collections collections, CurrentActor actor) {
    this.tagging = tagging;
    this.documents = documents;
    this.collections = collections;
    this.actor = actor;
  }

  @GetMapping("/review")
  String queue(@RequestParam(defaultValue = "0") int page, Model model) {
    var me = actor.get();
    var waiting = tagging.toReview(null, me, Math.max(0, page), SIZE);
    model.addAttribute("waiting", waiting);
    model.addAttribute(
        "documents",
        documents
            .find(
                waiting.items().stream().map(Suggestion::document).distinct().toList(),
                collections.scopeOf(me))
            .stream()
            .collect(Collectors.toMap(Document::id, Function.identity())));
    return "tagging/review";
  }

  /**
   * @param accept the one to accept
   * @param reject the one to reject
   * @param all {@code accept} or {@code reject}, for those chosen
   */
  @PostMapping("/review")
  String decide(
      @RequestParam(required = false) @Nullable String accept,
      @RequestParam(required = false) @Nullable String reject,
      @RequestParam(required = false) @Nullable String all,
      @RequestParam(defaultValue = "") List<String> chosen,
      RedirectAttributes next) {
    int decided = 0;
    if (accept != null) {
      decided += decide(accept, true);
    } else if (reject != null) {
      decided += decide(reject, false);
    } else if (all != null) {
      for (var id : chosen) {
        decided += decide(id, all.equals("accept"));
      }
    }
    next.addFlashAttribute("decided", decided);
    return "redirect:/review";
  }

  private int decide(String id, boolean accepted) {
    if (accepted) {
      tagging.accept(SuggestionId.of(id), actor.get());
    } else {
      tagging.reject(SuggestionId.of(id), actor.get());
    }
    return 1;
  }
}
