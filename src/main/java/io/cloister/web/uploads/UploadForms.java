package io.cloister.web.uploads;

import io.cloister.identity.CurrentActor;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.FileTooLarge;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Samples;
import io.cloister.library.DocumentId;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** What the forms of other pages send to be read: versions, retries, the samples. */
@Controller
class UploadForms {

  private final Ingestion ingestion;
  private final Samples samples;
  private final CurrentActor actor;

  UploadForms(Ingestion ingestion, Samples samples, CurrentActor actor) {
    this.ingestion = ingestion;
    this.samples = samples;
    this.actor = actor;
  }

  @PostMapping("/d/{id}/versions")
  String version(@PathVariable String id, @RequestParam("file") MultipartFile file)
      throws IOException {
    try (var bytes = file.getInputStream()) {
      ingestion.receiveVersion(DocumentId.of(id), name(file), bytes, actor.get());
    } catch (FileTooLarge | DiskFull e) {
      throw refused(e);
    }
    return "redirect:/d/" + DocumentId.of(id);
  }

  @PostMapping("/d/{id}/retry")
  String retry(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable @Size(max = 200) String password) {
    ingestion.retry(DocumentId.of(id), password, actor.get());
    return "redirect:/d/" + DocumentId.of(id);
  }

  /**
   * @param next the set-up's next step, if it is the set-up that asks
   */
  @PostMapping("/samples")
  String samples(@RequestParam(defaultValue = "") String next) {
    try {
      samples.load(actor.get());
    } catch (DiskFull e) {
      throw refused(e);
    }
    return next.equals("/setup/models") ? "redirect:/setup/models" : "redirect:/inbox";
  }

  private static ResponseStatusException refused(RuntimeException e) {
    return new ResponseStatusException(
        e instanceof DiskFull ? HttpStatus.INSUFFICIENT_STORAGE : HttpStatus.CONTENT_TOO_LARGE,
        e.getMessage(),
        e);
  }

  private static String name(MultipartFile file) {
    var name = file.getOriginalFilename();
    return name == null ? "" : name;
  }
}
