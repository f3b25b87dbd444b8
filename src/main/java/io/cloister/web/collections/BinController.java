package io.cloister.web.collections;

import io.cloister.identity.CurrentActor;
import io.cloister.library.bin.Bin;
import io.cloister.library.bin.Purges;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import io.cloister.library.keeping.Keeping;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** The bin, for those who may take out of it again, and the receipts of what was purged. */
@Controller
class BinController {

  private static final int SIZE = 50;
  private static final int RECEIPTS = 20;
  private static final DocumentFilter BINNED = new DocumentFilter(null, null, null, true);

  private final Documents documents;
  private final Collections collections;
  private final Bin bin;
  private final Purges purges;
  private final Keeping keeping;
  private final JsonMapper json;
  private final CurrentActor actor;

  BinController(
      Documents documents,
      Collections collections,
      Bin bin,
      Purges purges,
      Keeping keeping,
      JsonMapper json,
      CurrentActor actor) {
    this.documents = documents;
    this.collections = collections;
    this.bin = bin;
    this.purges = purges;
    this.keeping = keeping;
    this.json = json;
    this.actor = actor;
  }

  @GetMapping("/bin")
  String bin(@RequestParam(defaultValue = "0") int page, Model model) {
    var scope = collections.scopeOf(actor.get(), Right.WRITE);
    model.addAttribute("documents", documents.list(BINNED, scope, Math.max(0, page), SIZE));
    model.addAttribute(
        "held",
        keeping.all().entrySet().stream()
            .filter(rule -> rule.getValue().hold() != null)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
    model.addAttribute("receipts", purges.receipts(0, RECEIPTS, actor.get()));
    return "collections/bin";
  }

  @PostMapping("/bin/empty")
  String empty(RedirectAttributes next) {
    var emptied = bin.empty(collections.scopeOf(actor.get(), Right.WRITE), actor.get());
    next.addFlashAttribute("emptied", emptied);
    return "redirect:/bin";
  }

  /** The receipt as a file, after a new look at what is left. */
  @GetMapping("/bin/receipts/{id}")
  ResponseEntity<String> receipt(@PathVariable UUID id) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("purge-" + id + ".json").build().toString())
        .body(
            json.writerWithDefaultPrettyPrinter()
                .writeValueAsString(purges.receipt(id, actor.get())));
  }
}
