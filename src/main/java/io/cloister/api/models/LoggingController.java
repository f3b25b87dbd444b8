package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.log.ModelLogging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the log of models keeps. */
@RestController
@RequestMapping("/api/v1/models/logging")
class LoggingController {

  private final ModelLogging logging;
  private final CurrentActor actor;

  LoggingController(ModelLogging logging, CurrentActor actor) {
    this.logging = logging;
    this.actor = actor;
  }

  @GetMapping
  LoggingShape get() {
    return LoggingShape.of(logging.get(actor.get()));
  }

  @PutMapping
  LoggingShape set(@Valid @RequestBody LoggingShape wanted) {
    return LoggingShape.of(
        logging.set(
            new ModelLogging.Setting(wanted.content(), wanted.keepDays(), wanted.contentKeepDays()),
            actor.get()));
  }

  record LoggingShape(
      boolean content,
      @Min(1) @Max(ModelLogging.LONGEST_DAYS) int keepDays,
      @Min(1) @Max(ModelLogging.LONGEST_CONTENT_DAYS) int contentKeepDays) {

    static LoggingShape of(ModelLogging.Setting setting) {
      return new LoggingShape(setting.content(), setting.keepDays(), setting.contentKeepDays());
    }

    @AssertTrue(message = "text is kept no longer than its call")
    boolean isInOrder() {
      return contentKeepDays <= keepDays;
    }
  }
}
