package io.cloister.api.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloister.egress.BoundaryReport;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The signed report of what may leave, what left and what was kept in. */
@RestController
@RequestMapping("/api/v1/boundary")
class BoundaryReportController {

  private final BoundaryReport reports;
  private final AuditTrail audit;
  private final CurrentActor actor;

  BoundaryReportController(BoundaryReport reports, AuditTrail audit, CurrentActor actor) {
    this.reports = reports;
    this.audit = audit;
    this.actor = actor;
  }

  @GetMapping("/report")
  Map<String, String> report() {
    var me = actor.require(Role.ADMIN, "sign a report of what left");
    audit.record(me, AuditEvent.of("boundary.reported", "boundary", "report"));
    return reports.file(reports.sign());
  }

  @GetMapping(path = "/key", produces = MediaType.TEXT_PLAIN_VALUE)
  String key() {
    actor.require(Role.ADMIN, "see the key of reports");
    return reports.publicKey();
  }

  @PostMapping("/verify")
  Verified verify(@Valid @RequestBody Presented presented) {
    actor.require(Role.ADMIN, "verify a report of what left");
    var report =
        reports.verify(
            new BoundaryReport.Signed(
                presented.payload(), presented.header(), presented.signature()));
    return new Verified(report.isPresent(), report.orElse(null));
  }

  record Presented(
      @JsonProperty("protected") @NotNull @Size(max = 1_000) String header,
      @NotNull String payload,
      @NotNull @Size(max = 1_000) String signature) {}

  /** {@code report} is what was signed; null if it was not, or not by this deployment. */
  record Verified(boolean valid, @Nullable JsonNode report) {}
}
