package io.cloister.api.ingest;

import io.cloister.api.CallRefused;
import io.cloister.api.Given;
import io.cloister.api.ingest.UploadsController.JobShape;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.SignedIn;
import io.cloister.ingest.bag.BagRefused;
import io.cloister.ingest.bag.LibraryExport;
import io.cloister.ingest.bag.LibraryImport;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whole libraries in and out with their originals, as bags. */
@RestController
@RequestMapping("/api/v1")
class BagController {

  private static final String ZIP = "application/zip";

  private final LibraryExport exports;
  private final LibraryImport imports;
  private final CurrentActor actor;

  BagController(LibraryExport exports, LibraryImport imports, CurrentActor actor) {
    this.exports = exports;
    this.imports = imports;
    this.actor = actor;
  }

  @GetMapping(path = "/export", params = "format=bagit")
  void give(
      @RequestParam(required = false) @Nullable String collection,
      @Parameter(hidden = true) SignedIn reader,
      HttpServletResponse response)
      throws IOException {
    var export = exports.begin(Given.orNull(collection), reader);
    response.setContentType(ZIP);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"%s\"".formatted(export.fileName()));
    export.writeTo(response.getOutputStream());
  }

  @PostMapping(path = "/import", consumes = ZIP)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Taken take(HttpServletRequest request) throws IOException {
    try {
      var job = imports.receive(request.getInputStream(), actor.get());
      return new Taken(new JobShape(job.toString(), "queued"));
    } catch (BagRefused e) {
      throw new CallRefused(
          HttpStatus.UNPROCESSABLE_CONTENT,
          e.problem().code(),
          String.valueOf(e.getMessage()),
          e.problem().hint());
    }
  }

  record Taken(JobShape job) {}
}
