package io.cloister.web.data;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.SignedIn;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.bag.BagRefused;
import io.cloister.ingest.bag.LibraryExport;
import io.cloister.ingest.bag.LibraryImport;
import io.cloister.library.Conflict;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;

/** The library as one file, out and in. */
@Component
class LibraryCard {

  private final LibraryExport exports;
  private final LibraryImport imports;
  private final CurrentActor actor;

  LibraryCard(LibraryExport exports, LibraryImport imports, CurrentActor actor) {
    this.exports = exports;
    this.imports = imports;
    this.actor = actor;
  }

  void show(Model model) {
    model.addAttribute("leftOut", exports.leftOut(actor.get()));
    model.addAttribute("importHindered", imports.here());
    model.addAttribute("importRunning", imports.isRunning());
    model.addAttribute("taken", imports.latest().orElse(null));
  }

  /** Written by the request itself, as it may take many minutes. */
  void export(@Nullable String collection, SignedIn reader, HttpServletResponse response)
      throws IOException {
    var export = exports.begin(collection, reader);
    response.setContentType("application/zip");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(export.fileName()).build().toString());
    export.writeTo(response.getOutputStream());
  }

  /** What is wrong with the file, with what to do; null if nothing is and it is taken in. */
  @Nullable String take(MultipartFile file) throws IOException {
    try (var in = file.getInputStream()) {
      var _ = imports.receive(in, actor.get());
      return null;
    } catch (BagRefused e) {
      return e.getMessage() + ". " + e.problem().hint();
    } catch (Conflict e) {
      return e.getMessage() + ". " + e.hint();
    } catch (DiskFull e) {
      return e.getMessage();
    }
  }
}
