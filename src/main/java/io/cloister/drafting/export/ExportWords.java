package io.cloister.drafting.export;

import io.cloister.drafting.Citation;
import io.cloister.drafting.Draft;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** What an exported draft says beside its own text, in the draft's language. */
public final class ExportWords {

  private final MessageSource messages;
  private final Locale locale;

  public ExportWords(MessageSource messages, Locale locale) {
    this.messages = messages;
    this.locale = locale;
  }

  /** Where the draft stands, and how it was made; a line each. */
  List<String> notice(Draft draft) {
    var lines = new ArrayList<String>();
    var review = draft.review();
    if (draft.state() == Draft.State.APPROVED && review != null) {
      var date =
          DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
              .withLocale(locale)
              .withZone(ZoneOffset.UTC)
              .format(review.at());
      lines.add(say("drafting.export.approved", review.by(), date));
    } else {
      lines.add(say("drafting.export.not-approved"));
    }
    lines.add(
        draft.models().isEmpty()
            ? say("drafting.export.quoted")
            : say("drafting.export.assisted", String.join(", ", draft.models())));
    var tally = draft.tally();
    lines.add(say("drafting.export.support", tally.supported(), tally.all()));
    if (draft.isStale()) {
      lines.add(say("drafting.export.stale"));
    }
    return lines;
  }

  String sources() {
    return say("drafting.export.sources");
  }

  String files() {
    return say("drafting.export.files");
  }

  String provenance() {
    return say("drafting.export.provenance");
  }

  String noSupport() {
    return say("drafting.export.no-support");
  }

  String nothing() {
    return say("drafting.export.nothing");
  }

  /** Where a quote stands, without the quote. */
  String place(Citation citation) {
    var page = citation.page();
    return page == null
        ? say("drafting.export.place", citation.document().title(), citation.version())
        : say("drafting.export.place-page", citation.document().title(), citation.version(), page);
  }

  String file(Draft.SourceVersion source) {
    return say(
        "drafting.export.file",
        source.title(),
        source.fileName(),
        source.version(),
        source.sha256());
  }

  private String say(String key, Object... arguments) {
    return messages.getMessage(key, arguments, locale);
  }
}
