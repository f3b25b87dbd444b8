package io.cloister.ingest;

import io.cloister.library.ReadingFailure;
import io.cloister.models.ModelFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a model was to hear or see of a version and has not.
 *
 * @param why for readers; empty where they need not be told, as no model was to be asked
 * @param heldAt the limit that held it back, in pages or hours; null if it was something else
 */
record Gap(ModelFunction function, String why, @Nullable Integer heldAt) {

  static Gap of(ModelFunction function, String why) {
    return new Gap(function, why, null);
  }

  static Gap of(ReadingFailure failure) {
    boolean isHeard = failure.code() == ReadingFailure.Code.NOT_TRANSCRIBED;
    return of(isHeard ? ModelFunction.TRANSCRIBE : ModelFunction.VISION, failure.detail());
  }

  ReadingFailure failure() {
    return new ReadingFailure(
        function == ModelFunction.TRANSCRIBE
            ? ReadingFailure.Code.NOT_TRANSCRIBED
            : ReadingFailure.Code.NOT_DESCRIBED,
        why);
  }
}
