package io.cloister.drafting;

import io.cloister.drafting.export.DocxFile;
import io.cloister.drafting.export.ExportWords;
import io.cloister.drafting.export.HtmlFile;
import io.cloister.drafting.export.JsonFile;
import io.cloister.drafting.export.MarkdownFile;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.library.Conflict;
import io.cloister.library.text.Excerpt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/**
 * Writes drafts as files that say how they were made: a notice that a machine helped, the sources
 * with their versions and checksums, and the same as a record for programs.
 */
@Service
public class Export {

  private static final Set<String> LATER = Set.of("pdf");

  private final MessageSource messages;
  private final AuditTrail audit;

  Export(MessageSource messages, AuditTrail audit) {
    this.messages = messages;
    this.audit = audit;
  }

  /** What a draft can be exported as. */
  public enum Format {
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    MD("text/markdown;charset=UTF-8"),
    HTML("text/html;charset=UTF-8"),
    JSON("application/json");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }

    /** The ending of the file's name, without a dot. */
    public String ending() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws DraftRefused if it is none that can be written
     */
    public static Format of(String word) {
      for (var format : values()) {
        if (format.ending().equals(word)) {
          return format;
        }
      }
      throw new DraftRefused(
          "format",
          LATER.contains(word) ? "format-not-yet" : "format-unknown",
          "A draft cannot be exported as '%s'".formatted(word),
          "Use format=docx, format=md, format=html or format=json.");
    }
  }

  /**
   * Writes the whole file; does not close {@code out}.
   *
   * @throws Conflict while there is nothing to export
   */
  public void write(Draft draft, Format format, OutputStream out, Actor actor) throws IOException {
    requireWritten(draft);
    var words = new ExportWords(messages, Locale.forLanguageTag(draft.language()));
    switch (format) {
      case DOCX -> new DocxFile(words).write(draft, out);
      case MD -> new MarkdownFile(words).write(draft, out);
      case HTML -> new HtmlFile(words).write(draft, out);
      case JSON -> new JsonFile(words).write(draft, out);
    }
    audit.record(
        actor,
        AuditEvent.of("draft.exported", "draft", draft.id()).with("format", format.ending()));
  }

  /** A name for the file, from the draft's title. */
  public static String fileName(Draft draft, Format format) {
    var name =
        draft.title().replaceAll("[^\\p{L}\\p{N} ._-]+", " ").replaceAll("\\s+", " ").strip();
    var stem = Excerpt.of(name, 100).strip();
    return (stem.isEmpty() ? "draft" : stem) + "." + format.ending();
  }

  private static void requireWritten(Draft draft) {
    if (draft.state() == Draft.State.GENERATING || draft.state() == Draft.State.FAILED) {
      throw new Conflict(
          "draft-not-written",
          "The draft is %s; there is nothing to export".formatted(draft.state().word()),
          draft.state() == Draft.State.FAILED
              ? "Have it written again first."
              : "Wait until it is written.");
    }
  }
}
