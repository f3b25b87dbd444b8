package io.cloister.web.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.ingest.DiskFull;
import io.cloister.ingest.PartContents;
import io.cloister.ingest.PartRefused;
import io.cloister.library.NotFound;
import io.cloister.library.ReadingFailure;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Hands out one part of a document; where that fails, a page says why and what to do. */
@Controller
@RequestMapping("/d/{id}/parts/{part}")
class PartController {

  private final DocumentViews views;
  private final PartContents contents;

  PartController(DocumentViews views, PartContents contents) {
    this.views = views;
    this.contents = contents;
  }

  /**
   * @return the bytes, or a page
   */
  @GetMapping
  Object part(@PathVariable String id, @PathVariable int part, @ModelAttribute Place place) {
    return part(id, part, place, null);
  }

  /** The same, of a document that needs a password to be opened. */
  @PostMapping
  Object unlocked(
      @PathVariable String id,
      @PathVariable int part,
      @ModelAttribute Place place,
      @RequestParam @Size(max = 200) String password) {
    return part(id, part, place, password);
  }

  private Object part(String id, int part, Place place, @Nullable String password) {
    var view = views.find(id, place);
    if (view.binned()) {
      throw new NotFound("Document", id);
    }
    try {
      return sent(contents.open(view.version(), part, password, views.actor()));
    } catch (PartRefused e) {
      return refused(view, part, e);
    } catch (DiskFull e) {
      throw new ResponseStatusException(HttpStatus.INSUFFICIENT_STORAGE, e.getMessage(), e);
    }
  }

  /** As originals are: never rendered, for a stranger wrote it. */
  private static ResponseEntity<Resource> sent(PartContents.Content part) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .contentLength(part.bytes())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(part.fileName(), UTF_8).build().toString())
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(new InputStreamResource(part.stream()));
  }

  private static ModelAndView refused(DocumentView view, int part, PartRefused why) {
    boolean isOfFile =
        Arrays.stream(ReadingFailure.Code.values()).anyMatch(one -> one.word().equals(why.code()));
    var hint = why.isLocked() ? "locked" : why.passes() ? "later" : isOfFile ? "original" : "again";
    return new ModelAndView(
        "document/part",
        Map.of(
            "view",
            view,
            "part",
            part,
            "locked",
            why.isLocked(),
            "why",
            why(why, isOfFile),
            "hint",
            "document.part.hint." + hint),
        why.passes() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static String why(PartRefused why, boolean isOfFile) {
    if (isOfFile) {
      return "document.failure." + why.code();
    }
    return why.passes() ? "document.part.busy" : "document.part.moved";
  }
}
