package io.cloister.web.inbox;

import io.cloister.identity.CurrentActor;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.FileTooLarge;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Upload;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.Status;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where files come in: how to add them, which are being read, and which could not be. */
@Controller
class InboxController {

  private static final int MOST = 20;
  private static final List<String> PROBLEMS = List.of("too-large", "disk-full");
  private static final List<Status> MOVING =
      List.of(Status.READING, Status.INDEXING, Status.RECEIVED);
  private static final List<Status> STUCK = List.of(Status.FAILED, Status.QUARANTINED);

  private final Documents documents;
  private final Collections collections;
  private final Ingestion ingestion;
  private final CurrentActor current;

  InboxController(
      Documents documents, Collections collections, Ingestion ingestion, CurrentActor current) {
    this.documents = documents;
    this.collections = collections;
    this.ingestion = ingestion;
    this.current = current;
  }

  @GetMapping({"/inbox", "/add"})
  String inbox(@RequestParam(required = false) @Nullable String problem, Model model) {
    model.addAttribute("problem", problem != null && PROBLEMS.contains(problem) ? problem : null);
    model.addAttribute("collections", collections.writable(current.get()));
    model.addAttribute(
        "address",
        ServletUriComponentsBuilder.fromCurrentContextPath()
            .path("/api/v1/documents")
            .toUriString());
    files(model);
    return "inbox/page";
  }

  /** Adds files without a script; the page's own sends them one by one over the API. */
  @PostMapping("/inbox")
  String add(
      @RequestPart("file") List<MultipartFile> files,
      @RequestParam(defaultValue = Collections.LIBRARY) String collection)
      throws IOException {
    for (var file : files) {
      var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
      if (name.isEmpty() && file.isEmpty()) {
        continue; // what a browser sends when no file was chosen
      }
      try (var bytes = file.getInputStream()) {
        ingestion.receive(Upload.of(name, bytes, collection), current.get());
      } catch (FileTooLarge _) {
        return "redirect:/inbox?problem=too-large";
      } catch (DiskFull _) {
        return "redirect:/inbox?problem=disk-full";
      }
    }
    return "redirect:/inbox";
  }

  /** The part that changes while files are being read. */
  @GetMapping("/inbox/files")
  String changed(Model model) {
    files(model);
    return "inbox/files";
  }

  private void files(Model model) {
    var scope = collections.scopeOf(current.get());
    model.addAttribute("moving", Listing.of(MOVING, documents, scope));
    model.addAttribute("stuck", Listing.of(STUCK, documents, scope));
    model.addAttribute("ready", Listing.of(List.of(Status.READY), documents, scope));
    model.addAttribute("writable", collections.scopeOf(current.get(), Right.WRITE).collections());
  }

  /**
   * The newest documents in some states.
   *
   * @param total how many there are in all
   */
  record Listing(List<Document> items, long total) {

    static Listing of(List<Status> states, Documents documents, AccessScope scope) {
      var items = new ArrayList<Document>();
      long total = 0;
      for (var state : states) {
        var page = documents.list(new DocumentFilter(state, null, null, false), scope, 0, MOST);
        page.items().stream().limit(MOST - items.size()).forEach(items::add);
        total += page.total();
      }
      return new Listing(items, total);
    }
  }
}
