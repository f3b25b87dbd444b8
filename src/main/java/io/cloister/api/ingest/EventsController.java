package io.cloister.api.ingest;

import io.cloister.identity.SignedIn;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class EventsController {

  private final News news;

  EventsController(News news) {
    this.news = news;
  }

  /** A stream that ends after so many seconds; browsers then open another by themselves. */
  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(
      @RequestParam(defaultValue = "3600") @Min(1) @Max(3600) int seconds,
      @Parameter(hidden = true) SignedIn reader,
      HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // else a proxy may hold it back
    return news.open(reader, Duration.ofSeconds(seconds));
  }
}
