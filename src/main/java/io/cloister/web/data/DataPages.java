package io.cloister.web.data;

import io.cloister.egress.BoundaryReport;
import io.cloister.egress.Walls;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.identity.SignedIn;
import io.cloister.models.SettingRefused;
import io.cloister.models.secret.SealedSecrets;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.json.JsonMapper;

/** Shows where the data lies and what may leave. */
@Controller
class DataPages {

  private final Walls walls;
  private final SealedSecrets secrets;
  private final BoundaryReport reports;
  private final AuditTrail audit;
  private final JsonMapper json;
  private final CurrentActor actor;
  private final LibraryCard library;
  private final Path data;

  DataPages(
      Walls walls,
      SealedSecrets secrets,
      BoundaryReport reports,
      AuditTrail audit,
      JsonMapper json,
      CurrentActor actor,
      LibraryCard library,
      @Value("${cloister.data}") Path data) {
    this.walls = walls;
    this.secrets = secrets;
    this.reports = reports;
    this.audit = audit;
    this.json = json;
    this.actor = actor;
    this.library = library;
    this.data = data;
  }

  @GetMapping("/admin/data")
  String page(@RequestParam(required = false) @Nullable String done, Model model) {
    actor.require(Role.ADMIN, "see what may leave");
    model.addAttribute("done", done);
    return page(model);
  }

  private String page(Model model) {
    library.show(model);
    var places = walls.places();
    model.addAttribute("folder", data.toAbsolutePath().normalize());
    model.addAttribute("places", places);
    model.addAttribute("open", places.stream().filter(Walls.Place::isAllowed).count());
    model.addAttribute("blocked", walls.blocked());
    model.addAttribute("secrets", secrets.state(actor.get()));
    return "data/page";
  }

  @GetMapping("/admin/data/report")
  ResponseEntity<byte[]> report() {
    var me = actor.require(Role.ADMIN, "sign a report of what left");
    audit.record(me, AuditEvent.of("boundary.reported", "boundary", "report"));
    var file = json.writeValueAsBytes(reports.file(reports.sign()));
    return attached("boundary-report.json", MediaType.APPLICATION_JSON, file);
  }

  @GetMapping("/admin/data/report-key")
  ResponseEntity<byte[]> reportKey() {
    actor.require(Role.ADMIN, "see the key of reports");
    var pem = reports.publicKey().getBytes(StandardCharsets.US_ASCII);
    return attached("cloister-report.pem", MediaType.TEXT_PLAIN, pem);
  }

  private static ResponseEntity<byte[]> attached(String name, MediaType type, byte[] file) {
    var how = ContentDisposition.attachment().filename(name).build();
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CONTENT_DISPOSITION, how.toString())
        .body(file);
  }

  @GetMapping("/admin/data/library")
  void export(
      @RequestParam(required = false) @Nullable String collection,
      SignedIn reader,
      HttpServletResponse response)
      throws IOException {
    library.export(collection, reader, response);
  }

  @PostMapping("/admin/data/library")
  String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response)
      throws IOException {
    var refused = library.take(file);
    if (refused == null) {
      return "redirect:/admin/data?done=library";
    }
    response.setStatus(422);
    model.addAttribute("bagRefused", refused);
    return page(model);
  }

  @PostMapping("/admin/data/master-key")
  String rotate(Model model, HttpServletResponse response) {
    try {
      secrets.rotate(actor.get());
      return "redirect:/admin/data?done=rotated";
    } catch (SettingRefused e) {
      response.setStatus(409);
      model.addAttribute("refused", e.code());
      return page(model);
    }
  }
}
