package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.unseen.UnseenInk;
import io.cloister.ingest.read.unseen.WhiteWords;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.ReadingFailure;
import io.cloister.library.text.HiddenText;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PDF page by page: faster than through Tika, and pages keep their numbers. A page without
 * any text is read as a picture; its words are waited for while the next pages are begun.
 */
final class PdfText {

  private static final int MOST_PAGES = 50_000;

  private final TextSink sink;
  private final Pictures pictures;
  private final Parts parts;
  private final boolean isPart;
  private @Nullable String title; // until it was written, on top of the first page
  private Bookmarks bookmarks = new Bookmarks(List.of());
  private boolean hasInk;

  /**
   * @param isPart whether it is a part of another file, whose text has no pages
   */
  PdfText(TextSink sink, Pictures pictures, Parts parts, boolean isPart) {
    this.sink = sink;
    this.pictures = pictures;
    this.parts = parts;
    this.isPart = isPart;
  }

  /** A page whose text waits for its turn: of its own, or of its picture. */
  private record Leaf(
      String text,
      List<Extraction.Heading> headings,
      List<UnseenInk.Word> unseen,
      String notes,
      @Nullable Future<String> picture) {}

  void read(File file, @Nullable String password) throws IOException {
    try (var pdf =
        Loader.loadPDF(
            file, password == null ? "" : password, IOUtils.createTempFileOnlyStreamCache())) {
      facts(pdf);
      var extras = new PdfExtras(pdf);
      bookmarks = new Bookmarks(extras.bookmarks());
      pages(pdf);
      write(bookmarks.unsaid());
      write(extras.fields());
      extras.attachments(parts::read);
      hasInk = hasInk || parts.any();
      if (hasInk && !isPart) {
        write(about(pdf.getDocumentInformation()));
      }
    } catch (InvalidPasswordException _) {
      throw TikaText.locked(password);
    }
    if (!hasInk) {
      throw new NotReadable(
          ReadingFailure.Code.NO_TEXT,
          pictures.left() == null
              ? "there is no text in it"
              : "its pages are pictures; " + pictures.left());
    }
  }

  private void pages(PDDocument pdf) throws IOException {
    var waiting = new ArrayDeque<Leaf>();
    var stripper = new PdfLines(new UnseenInk());
    var white = new WhiteWords(pdf);
    var scan = new PdfScan(pdf, pictures);
    int pages = 0;
    int failed = 0;
    if (!isPart) {
      sink.pages(pdf.getNumberOfPages());
    }
    for (var page : pdf.getPages()) { // not as many as the file says it has
      if (++pages > MOST_PAGES) {
        throw new NotReadable(
            ReadingFailure.Code.TOO_LARGE, "it has more than %,d pages".formatted(MOST_PAGES));
      }
      var text = new StringWriter();
      failed += write(pdf, stripper, page, text) ? 0 : 1;
      var own = text.toString();
      bookmarks.read(own);
      var picture = own.isBlank() ? scan.begin(page, pages - 1) : null;
      waiting.add(
          new Leaf(
              own,
              List.copyOf(stripper.headings()),
              unseen(stripper.unseen(), white, page, pages - 1),
              PdfExtras.notes(page),
              picture));
      while (!waiting.isEmpty()
          && (waiting.getFirst().picture() == null || waiting.size() > pictures.atOnce())) {
        end(waiting.removeFirst());
      }
    }
    while (!waiting.isEmpty()) {
      end(waiting.removeFirst());
    }
    if (failed > 0 && failed == pages && !hasInk) {
      throw new NotReadable(ReadingFailure.Code.CORRUPT, "none of its pages can be read");
    }
  }

  private static List<UnseenInk.Word> unseen(
      List<UnseenInk.Word> words, WhiteWords white, PDPage page, int number) {
    var sure = new ArrayList<>(words);
    sure.removeIf(word -> word.kind() == HiddenText.Kind.COLOUR);
    if (sure.size() < words.size()) {
      var open = new ArrayList<>(words);
      open.removeAll(sure);
      sure.addAll(white.unseen(open, page, number));
      sure.sort(Comparator.comparingInt(UnseenInk.Word::start));
    }
    return sure;
  }

  private static boolean write(PDDocument pdf, PdfLines stripper, PDPage page, StringWriter text) {
    stripper.turnTo(page);
    try {
      stripper.writeText(pdf, text);
      return true;
    } catch (IOException | RuntimeException _) {
      return false; // one broken page does not lose the others
    }
  }

  private void end(Leaf leaf) {
    if (isPart) {
      sink.text("\n\n");
    } else {
      sink.page();
    }
    if (title != null && !title.isBlank()) {
      sink.text(title.strip() + "\n\n");
    }
    title = null;
    int start = sink.position();
    sink.text(leaf.text());
    for (var heading : leaf.headings()) {
      sink.heading(start + heading.start(), start + heading.end());
    }
    for (var word : leaf.unseen()) {
      sink.hidden(start + word.start(), start + word.end(), word.kind());
    }
    hasInk = hasInk || !leaf.text().isBlank();
    if (leaf.picture() != null) {
      write(pictures.wait(leaf.picture()));
    }
    write(leaf.notes());
    sink.alive();
  }

  private void write(String more) {
    if (!more.isBlank()) {
      hasInk = true;
      sink.text("\n" + more + "\n");
    }
  }

  private void facts(PDDocument pdf) {
    var facts = pdf.getDocumentInformation();
    title = facts.getTitle();
    if (isPart) {
      return;
    }
    metadata("title", facts.getTitle());
    metadata("author", facts.getAuthor());
    metadata("subject", facts.getSubject());
    metadata("keywords", facts.getKeywords());
    metadata("created", moment(facts::getCreationDate));
  }

  private static String about(PDDocumentInformation facts) {
    return new About()
        .add("Author", facts.getAuthor())
        .add("Subject", facts.getSubject())
        .add("Keywords", facts.getKeywords())
        .add("Company", facts.getCustomMetadataValue("Company"))
        .add("Program", facts.getCreator())
        .date("Created", moment(facts::getCreationDate))
        .date("Changed", moment(facts::getModificationDate))
        .text();
  }

  private static @Nullable String moment(Supplier<@Nullable Calendar> date) {
    try {
      var moment = date.get();
      return moment == null ? null : moment.toInstant().toString();
    } catch (RuntimeException _) {
      return null; // a date that is none
    }
  }

  private void metadata(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      sink.metadata(name, value.strip());
    }
  }
}
