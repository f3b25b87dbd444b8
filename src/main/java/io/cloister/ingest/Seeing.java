package io.cloister.ingest;

import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.jobs.JobRun;
import io.cloister.library.MediaFamily;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Version;
import io.cloister.library.original.Originals;
import io.cloister.library.text.Attribution;
import io.cloister.models.Attachment;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelRequest;
import io.cloister.models.prompt.Prompts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.springframework.stereotype.Component;

/**
 * Has a model describe pictures, and read pages that are pictures of which Tesseract made nothing.
 * They are drawn in a reading process. What a model says stands at the end of the page, named as
 * its words; where none says anything the text stays as it was.
 */
@Component
class Seeing {

  private static final int FEW = 20; // letters: no more than the number of a page, or a stamp
  private static final int MOST_TOKENS = 4_000; // more than a page has
  private static final int HOPELESS = 3; // pages in a row of which nothing came
  private static final String BLANK = "[blank]"; // as the prompt has it

  private final Originals originals;
  private final Readers readers;
  private final AskedModel asked;
  private final PaidParts paid;
  private final Gaps gaps;
  private final ReadingLimits limits;
  private final Prompts prompts;

  Seeing(
      Originals originals,
      Readers readers,
      AskedModel asked,
      PaidParts paid,
      Gaps gaps,
      ReadingLimits limits,
      Prompts prompts) {
    this.originals = originals;
    this.readers = readers;
    this.asked = asked;
    this.paid = paid;
    this.gaps = gaps;
    this.limits = limits;
    this.prompts = prompts;
  }

  boolean isPossible() {
    return asked.isRouted(ModelFunction.VISION);
  }

  /** Whether there is something that a model should look at. */
  boolean isWanted(Read read) {
    return !pages(read).isEmpty() && isPossible();
  }

  /** Whether it has pages, as a photograph has none. */
  private static boolean isScan(Read read) {
    return read.pages() != null;
  }

  /** Pages to be looked at, from 0. */
  private static List<Integer> pages(Read read) {
    boolean isPicture = MediaFamily.of(read.mediaType()) == MediaFamily.IMAGE;
    if (isPicture && !isScan(read)) {
      return List.of(0);
    }
    var pages = new ArrayList<Integer>();
    if (isPicture || read.mediaType().equals("application/pdf")) {
      var starts = read.text().pageStarts();
      for (int page = 0; page < starts.size(); page++) {
        int end = page + 1 < starts.size() ? starts.get(page + 1) : read.text().text().length();
        var own = read.text().text().substring(starts.get(page), end);
        if (own.codePoints().filter(Character::isLetterOrDigit).limit(FEW).count() < FEW) {
          pages.add(page);
        }
      }
    }
    return pages;
  }

  /**
   * What was read with what models say of its pictures, as far as the limit goes. What is left is
   * noted as a {@link Gap}.
   *
   * @throws CancellationException if the job is to stop
   */
  Read see(Version version, Read read, JobRun job) {
    var pages = pages(read);
    if (pages.isEmpty()) {
      gaps.close(version.id(), ModelFunction.VISION);
      return read;
    }
    if (!isPossible()) {
      gaps.note(version.id(), Gap.of(ModelFunction.VISION, ""));
      return read;
    }
    var limit = limits.current().visionPages();
    int most = limit == null ? pages.size() : Math.min(limit, pages.size());
    var more = new TreeMap<Integer, String>();
    var facts = new TreeMap<String, String>();
    boolean scan = isScan(read);
    int whole = 0;
    int vain = 0;
    String why = "";
    for (int i = 0; i < most && vain < HOPELESS; i++) {
      int page = pages.get(i);
      job.progress(i, most, version.fileName());
      try {
        var said = said(version, page + 1, scan, job);
        if (!said.text().strip().equals(BLANK)) {
          more.put(page, words(said, scan));
        }
        facts.put("described by", said.model());
        whole += said.isWhole() ? 1 : 0;
        why = said.isWhole() ? why : "the model did not come to its end";
        vain = 0;
      } catch (NotAsked e) {
        why = e.why();
        vain = e.isLasting() ? HOPELESS : vain + 1;
      }
    }
    note(version, whole, most, pages.size(), why);
    return Inserted.into(read, more, facts);
  }

  /**
   * @param whole pages of which a model said all
   * @param most pages that it was to be asked of
   * @param all that there are for it to see
   */
  private void note(Version version, int whole, int most, int all, String why) {
    var done = "%d of %d pages described: ".formatted(whole, all);
    if (whole < most) {
      gaps.note(version.id(), Gap.of(ModelFunction.VISION, done + why));
    } else if (most < all) {
      var held = "the limit is %d for one document".formatted(most);
      gaps.note(version.id(), new Gap(ModelFunction.VISION, done + held, most));
    } else {
      gaps.close(version.id(), ModelFunction.VISION);
    }
  }

  private PaidParts.Paid said(Version version, int page, boolean scan, JobRun job) {
    return asked.ask(
        version.id(), "page " + page, () -> request(version, page, scan), job::isCancelled);
  }

  /** Where nothing at all was read, a model may see more one day. */
  void unread(Version version, ReadingFailure failure) {
    boolean isSight =
        MediaFamily.of(version.mediaType()) == MediaFamily.IMAGE
            || version.mediaType().equals("application/pdf");
    if (isSight && failure.code() == ReadingFailure.Code.NO_TEXT) {
      gaps.note(version.id(), Gap.of(ModelFunction.VISION, ""));
    } else {
      gaps.close(version.id(), ModelFunction.VISION);
    }
  }

  /** What no model has seen of it though one was to, for readers. */
  Optional<String> missing(Version version) {
    return gaps.told(version.id()).map(Gap::why);
  }

  /** Once what was said is in the text, unless some of it is still to be asked for. */
  void settle(Version version) {
    if (!gaps.isOpen(version.id(), ModelFunction.VISION)) {
      paid.forget(version.id());
    }
  }

  private static String words(PaidParts.Paid said, boolean scan) {
    var whose = scan ? Attribution.READ : Attribution.DESCRIBED;
    return "\n%s\n\n%s\n".formatted(whose.line(said.model()), said.text().strip());
  }

  private ModelRequest request(Version version, int page, boolean scan) {
    var document = asked.document(version);
    return prompts
        .request(
            ModelFunction.VISION,
            document.label(),
            Map.of("scan", scan),
            MOST_TOKENS,
            null,
            document.id().toString())
        .with(Attachment.picture(drawn(version, page)));
  }

  private byte[] drawn(Version version, int page) {
    try (var bytes = originals.open(version)) {
      return readers
          .draw(bytes, page)
          .orElseThrow(() -> new NotAsked("it cannot be drawn", NotAsked.Reach.PART))
          .png();
    } catch (IOException e) {
      throw new UncheckedIOException("drawing a page", e);
    }
  }
}
