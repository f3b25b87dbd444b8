package io.cloister.ingest.bag;

import io.cloister.library.text.HiddenText;
import io.cloister.library.text.Part;
import io.cloister.library.text.Said;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToIntFunction;
import org.springframework.util.Assert;

/** Looks whether what a bag says of the stretches of a text are stretches of that text. */
final class StretchCheck {

  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_TYPE = 200;

  private StretchCheck() {}

  /**
   * @throws IllegalArgumentException if they are not
   */
  static void check(PassagesEntry cut, String text) {
    int before = 0;
    for (int start : cut.pageStarts()) {
      Assert.isTrue(before <= start && start <= text.length(), "a page is not within the text");
      before = start;
    }
    once(cut.unseen(), HiddenText::start, HiddenText::end, text);
    once(cut.times(), Said::start, Said::end, text);
    for (var part : cut.within()) {
      Assert.isTrue(part.end() <= text.length(), "a part is not within the text");
      check(part);
    }
  }

  private static void check(Part part) {
    Assert.isTrue(
        part.name().length() <= LONGEST_NAME && part.mediaType().length() <= LONGEST_TYPE,
        "the name of a part is too long");
  }

  private static <T> void once(
      List<T> stretches, ToIntFunction<T> start, ToIntFunction<T> end, String text) {
    var starts = new HashSet<Integer>();
    for (var one : stretches) {
      Assert.isTrue(end.applyAsInt(one) <= text.length(), "a stretch is not within the text");
      Assert.isTrue(starts.add(start.applyAsInt(one)), "two stretches begin at the same place");
    }
  }
}
