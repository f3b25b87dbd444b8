package io.cloister.web.document;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.library.Conflict;
import io.cloister.library.bin.Purges;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people change of a document by the forms of its page. */
@Controller
@RequestMapping("/d/{id}")
class DocumentChanges {

  private final DocumentViews views;
  private final Documents documents;
  private final Purges purges;
  private final Collections collections;
  private final AuditTrail audit;

  DocumentChanges(
      DocumentViews views,
      Documents documents,
      Purges purges,
      Collections collections,
      AuditTrail audit) {
    this.views = views;
    this.documents = documents;
    this.purges = purges;
    this.collections = collections;
    this.audit = audit;
  }

  @PostMapping("/change")
  String change(
      @PathVariable String id, @Valid @ModelAttribute Change change, RedirectAttributes next) {
    var document = views.writable(id);
    var target = collections.require(change.collection(), views.actor(), Right.WRITE);
    documents.change(
        document.id(),
        new DocumentChange(change.title().strip(), target.id(), Label.of(change.label()), null));
    record("document.changed", id);
    return done("changed", id, next);
  }

  @PostMapping("/bin")
  String bin(@PathVariable String id, RedirectAttributes next) {
    documents.bin(views.writable(id).id());
    record("document.binned", id);
    return done("binned", id, next);
  }

  @PostMapping("/restore")
  String restore(@PathVariable String id, RedirectAttributes next) {
    documents.restore(views.binned(id).id());
    record("document.restored", id);
    return done("restored", id, next);
  }

  /**
   * @param title of the document, typed by hand: who purges must mean this one
   */
  @PostMapping("/purge")
  String purge(@PathVariable String id, @RequestParam String title, RedirectAttributes next) {
    var document = views.binned(id);
    if (!title.strip().equalsIgnoreCase(document.title().strip())) {
      throw new Conflict(
          "title-differs",
          "What was typed is not the title of the document",
          "Go back and type the title exactly as it is shown.");
    }
    purges.purge(document, views.actor());
    next.addFlashAttribute("done", "document.done.purged");
    return "redirect:/bin";
  }

  private void record(String action, String id) {
    audit.record(views.actor(), AuditEvent.of(action, "document", id));
  }

  private static String done(String what, String id, RedirectAttributes next) {
    next.addFlashAttribute("done", "document.done." + what);
    next.addAttribute("id", id);
    return "redirect:/d/{id}";
  }

  record Change(
      @NotBlank @Size(max = 1000) String title,
      @NotNull String collection,
      @NotNull @Pattern(regexp = "public|internal|confidential|secret") String label) {}
}
