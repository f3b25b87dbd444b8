package io.cloister.api.health;

import io.cloister.search.PassageIndex;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HealthController {

  private final PassageIndex index;

  HealthController(PassageIndex index) {
    this.index = index;
  }

  @GetMapping("/healthz")
  Map<String, String> health() {
    return Map.of("status", "up");
  }

  /** Ready once words can be searched; before, and while a lost index is made again, not. */
  @GetMapping("/readyz")
  ResponseEntity<Map<String, String>> readiness() {
    if (index.isReady()) {
      return ResponseEntity.ok(Map.of("status", "ready"));
    }
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "2")
        .body(Map.of("status", "starting"));
  }
}
