package io.cloister.api.ingest;

import io.cloister.api.Given;
import io.cloister.identity.SignedIn;
import io.cloister.ingest.Imported;
import io.cloister.ingest.Importing;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whole libraries in and out, a document a line. */
@RestController
@RequestMapping("/api/v1")
class ImportController {

  private static final String NDJSON = "application/x-ndjson";

  private final Importing importing;
  private final ExportLines lines;
  private final Collections collections;

  ImportController(Importing importing, ExportLines lines, Collections collections) {
    this.importing = importing;
    this.lines = lines;
    this.collections = collections;
  }

  @PostMapping(path = "/import", consumes = NDJSON)
  Imported take(@Parameter(hidden = true) SignedIn writer, HttpServletRequest request)
      throws IOException {
    return importing.run(request.getInputStream(), writer::now);
  }

  // written by the request itself: what takes minutes must not be taken for a request that hangs
  @GetMapping(path = "/export", params = "format!=bagit")
  void give(
      @RequestParam(required = false) @Nullable String collection,
      @RequestParam(required = false) @Nullable @Pattern(regexp = "ndjson") String format,
      @Parameter(hidden = true) SignedIn reader,
      HttpServletResponse response)
      throws IOException {
    var me = reader.actor();
    var wanted = Given.orNull(collection);
    var only = wanted == null ? null : collections.require(wanted, me, Right.READ).id();
    response.setContentType(NDJSON);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", "attachment; filename=\"export.ndjson\"");
    lines.write(() -> scope(reader, only), response.getOutputStream());
  }

  private AccessScope scope(SignedIn reader, @Nullable CollectionId only) {
    var all = reader.now().map(collections::scopeOf).orElse(AccessScope.of());
    return only == null ? all : all.narrowedTo(Set.of(only));
  }
}
