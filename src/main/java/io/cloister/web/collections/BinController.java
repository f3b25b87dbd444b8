package io.cloister.web.collections;

import io.cloister.identity.CurrentActor;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what is in the bin to those who may take it out again. */
@Controller
class BinController {

  private static final int SIZE = 50;
  private static final DocumentFilter BINNED = new DocumentFilter(null, null, null, true);

  private final Documents documents;
  private final Collections collections;
  private final CurrentActor actor;

  BinController(Documents documents, Collections collections, CurrentActor actor) {
    this.documents = documents;
    this.collections = collections;
    this.actor = actor;
  }

  @GetMapping("/bin")
  String bin(@RequestParam(defaultValue = "0") int page, Model model) {
    var scope = collections.scopeOf(actor.get(), Right.WRITE);
    model.addAttribute("documents", documents.list(BINNED, scope, Math.max(0, page), SIZE));
    return "collections/bin";
  }
}
