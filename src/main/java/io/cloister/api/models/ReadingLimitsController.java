package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.ingest.ReadingLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much of one file models are asked to see or hear. */
@RestController
@RequestMapping("/api/v1/models/limits")
class ReadingLimitsController {

  private final ReadingLimits limits;
  private final CurrentActor actor;

  ReadingLimitsController(ReadingLimits limits, CurrentActor actor) {
    this.limits = limits;
    this.actor = actor;
  }

  @GetMapping
  LimitsShape get() {
    return LimitsShape.of(limits.get(actor.get()));
  }

  @PutMapping
  LimitsShape set(@Valid @RequestBody Change wanted) {
    return LimitsShape.of(limits.change(wanted::of, actor.get()));
  }

  /**
   * Null for no limit.
   *
   * @param visionPages of a document
   * @param transcribeHours of a recording
   */
  record LimitsShape(@Nullable Integer visionPages, @Nullable Integer transcribeHours) {

    static LimitsShape of(ReadingLimits.Setting setting) {
      return new LimitsShape(setting.visionPages(), setting.transcribeHours());
    }
  }

  /** Null or zero for no limit; what is not named stays as it is. */
  static final class Change {

    @Min(0)
    @Max(ReadingLimits.MOST_PAGES)
    private @Nullable Integer visionPages;

    @Min(0)
    @Max(ReadingLimits.MOST_HOURS)
    private @Nullable Integer transcribeHours;

    private boolean namesPages;
    private boolean namesHours;

    public void setVisionPages(@Nullable Integer pages) {
      visionPages = pages;
      namesPages = true;
    }

    public void setTranscribeHours(@Nullable Integer hours) {
      transcribeHours = hours;
      namesHours = true;
    }

    ReadingLimits.Setting of(ReadingLimits.Setting before) {
      return new ReadingLimits.Setting(
          namesPages ? limit(visionPages) : before.visionPages(),
          namesHours ? limit(transcribeHours) : before.transcribeHours());
    }

    private static @Nullable Integer limit(@Nullable Integer wanted) {
      return wanted == null || wanted == 0 ? null : wanted;
    }
  }
}
