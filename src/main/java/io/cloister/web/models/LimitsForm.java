package io.cloister.web.models;

import io.cloister.ingest.ReadingLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much of one file models may read, as it is entered; empty or zero for all of it. */
record LimitsForm(@Nullable String visionPages, @Nullable String transcribeHours) {

  static LimitsForm of(ReadingLimits.Setting setting) {
    return new LimitsForm(text(setting.visionPages()), text(setting.transcribeHours()));
  }

  /** Empty if it does not say limits. */
  Optional<ReadingLimits.Setting> setting() {
    try {
      return Optional.of(new ReadingLimits.Setting(number(visionPages), number(transcribeHours)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Integer number(@Nullable String entered) {
    var text = entered == null ? "" : entered.strip();
    int number = text.isEmpty() ? 0 : Integer.parseInt(text);
    return number == 0 ? null : number;
  }

  private static String text(@Nullable Integer limit) {
    return limit == null ? "" : limit.toString();
  }
}
