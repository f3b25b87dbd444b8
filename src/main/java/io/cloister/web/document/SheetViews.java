package io.cloister.web.document;

import io.cloister.identity.CurrentActor;
import io.cloister.ingest.Sheets;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.library.text.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows pages as they look, with what was asked for marked on them. */
@Component
class SheetViews {

  private final Sheets sheets;
  private final Versions versions;
  private final CurrentActor actor;

  SheetViews(Sheets sheets, Versions versions, CurrentActor actor) {
    this.sheets = sheets;
    this.versions = versions;
    this.actor = actor;
  }

  /**
   * A page as it is shown.
   *
   * @param number from 1
   * @param width of its picture in pixels
   * @param height of its picture in pixels
   */
  record SheetView(int number, int width, int height, List<Marks.Mark> marks) {}

  boolean canDraw(Version version) {
    return sheets.canDraw(version);
  }

  /**
   * The page that a leaf is, or the only one.
   *
   * @param asked what is to be marked
   * @return null if it cannot be drawn
   */
  @Nullable SheetView of(Version version, Leaf leaf, @Nullable Stretch asked) {
    int number = leaf.isPage() ? leaf.number() : 1;
    var sheet = sheets.of(version, number, actor.get()).orElse(null);
    return sheet == null
        ? null
        : new SheetView(
            number, sheet.width(), sheet.height(), marks(version, number, sheet, asked));
  }

  private List<Marks.Mark> marks(
      Version version, int number, Sheets.Kept sheet, @Nullable Stretch asked) {
    var text = versions.text(version.id()).orElse(null);
    if (asked == null || text == null) {
      return List.of();
    }
    var page = page(text, number);
    var there = asked.within(page);
    return there == null
        ? List.of()
        : Marks.of(
            sheet.words(),
            text.text().substring(page.start(), page.end()),
            there.start() - page.start(),
            there.end() - page.start());
  }

  private static Stretch page(PlainText text, int number) {
    var starts = text.pageStarts();
    int end = number < starts.size() ? starts.get(number) : text.text().length();
    int start = number <= starts.size() ? starts.get(number - 1) : 0;
    return new Stretch(Math.min(start, end), end);
  }
}
