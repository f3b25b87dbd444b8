package io.cloister.api.ingest;

import io.cloister.identity.CurrentActor;
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
  private final CurrentActor actor;

  EventsController(News news, CurrentActor actor) {
    this.news = news;
    this.actor = actor;
  }

  /** A stream that ends after so many seconds; browsers then open another by themselves. */
  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(
      @RequestParam(defaultValue = "3600") @Min(1) @Max(3600) int seconds,
      HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // else a proxy may hold it back
    return news.open(actor.get(), Duration.ofSeconds(seconds));
  }
}
