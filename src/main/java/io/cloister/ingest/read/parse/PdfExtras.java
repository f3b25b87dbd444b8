package io.cloister.ingest.read.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationPopup;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.jspecify.annotations.Nullable;

/**
 * What a PDF holds beside its pages. Whatever of it is broken is left out: the pages were read, and
 * this takes nothing from them.
 */
final class PdfExtras {

  private static final int MOST_ITEMS = 5_000;
  private static final int DEEPEST = 20;

  private final PDDocument pdf;

  PdfExtras(PDDocument pdf) {
    this.pdf = pdf;
  }

  /** What people wrote onto a page, and where its links lead. */
  static String notes(PDPage page) {
    var notes = new LinkedHashSet<String>();
    trying(() -> {
      for (var annotation : page.getAnnotations()) {
        trying(() -> note(annotation, notes::add));
      }
    });
    return String.join("\n", notes);
  }

  private static void note(PDAnnotation annotation, Consumer<String> to) {
    if (annotation instanceof PDAnnotationPopup || annotation instanceof PDAnnotationWidget) {
      return; // the one repeats its note, the other is a form's field
    }
    if (annotation instanceof PDAnnotationLink link) {
      if (link.getAction() instanceof PDActionURI action && action.getURI() != null) {
        to.accept(action.getURI());
      }
      return;
    }
    var words = new ArrayList<String>();
    if (annotation instanceof PDAnnotationMarkup markup) {
      add(words, markup.getTitlePopup());
      add(words, markup.getSubject());
    }
    add(words, annotation.getContents());
    if (!words.isEmpty()) {
      to.accept(String.join(": ", words));
    }
  }

  private static void add(List<String> words, @Nullable String more) {
    if (more != null && !more.isBlank()) {
      words.add(more.strip());
    }
  }

  /** The titles of its outline, in its order. */
  List<String> bookmarks() {
    var titles = new ArrayList<String>();
    trying(() -> {
      var outline = pdf.getDocumentCatalog().getDocumentOutline();
      if (outline != null) {
        bookmarks(outline, 0, titles);
      }
    });
    return titles;
  }

  private static void bookmarks(PDOutlineNode node, int depth, List<String> titles) {
    for (PDOutlineItem item = node.getFirstChild();
        item != null && titles.size() < MOST_ITEMS;
        item = item.getNextSibling()) {
      add(titles, item.getTitle());
      if (depth < DEEPEST) {
        bookmarks(item, depth + 1, titles);
      }
    }
  }

  /** The fields of its form with what is filled in, one a line. */
  String fields() {
    var lines = new ArrayList<String>();
    trying(() -> {
      var form = pdf.getDocumentCatalog().getAcroForm(null);
      if (form != null) {
        for (var field : form.getFieldTree()) {
          if (lines.size() < MOST_ITEMS) {
            trying(() -> lines.add(line(field)));
          }
        }
      }
    });
    lines.removeIf(String::isBlank);
    return String.join("\n", lines);
  }

  private static String line(PDField field) {
    var value = field.getValueAsString();
    boolean isFilled = value != null && !value.isBlank() && !value.startsWith("COSStream");
    var label = field.getAlternateFieldName();
    var name = label == null || label.isBlank() ? field.getPartialName() : label;
    if (name == null || name.isBlank()) {
      return isFilled ? value.strip() : "";
    }
    return isFilled ? name.strip() + ": " + value.strip() : name.strip() + ":";
  }

  /** Takes a file with its name; the stream is closed for it. */
  interface Attached {
    void take(InputStream in, String name) throws IOException;
  }

  /** Hands on the files that are attached to it or to a page. */
  void attachments(Attached to) throws IOException {
    var files = new LinkedHashMap<COSStream, String>();
    trying(() -> {
      var names = pdf.getDocumentCatalog().getNames();
      if (names != null && names.getEmbeddedFiles() != null) {
        collect(names.getEmbeddedFiles(), 0, files);
      }
    });
    trying(() -> {
      for (var page : pdf.getPages()) {
        for (var annotation : page.getAnnotations()) {
          if (annotation instanceof PDAnnotationFileAttachment attachment
              && attachment.getFile() instanceof PDComplexFileSpecification file) {
            put(file, files);
          }
        }
      }
    });
    for (var file : files.entrySet()) {
      try (InputStream in = file.getKey().createInputStream()) {
        to.take(in, file.getValue());
      }
    }
  }

  private static void collect(
      PDNameTreeNode<PDComplexFileSpecification> node, int depth, Map<COSStream, String> files)
      throws IOException {
    var names = node.getNames();
    if (names != null) {
      names.values().forEach(file -> put(file, files));
    }
    var kids = node.getKids();
    if (kids != null && depth < DEEPEST) {
      for (var kid : kids) {
        collect(kid, depth + 1, files);
      }
    }
  }

  /** A file may be there in several forms, for several systems; the same form often twice. */
  private static void put(PDComplexFileSpecification file, Map<COSStream, String> files) {
    var name = file.getFileUnicode() == null ? file.getFilename() : file.getFileUnicode();
    for (var form :
        Arrays.asList(
            file.getEmbeddedFileUnicode(),
            file.getEmbeddedFile(),
            file.getEmbeddedFileDos(),
            file.getEmbeddedFileMac(),
            file.getEmbeddedFileUnix())) {
      if (form != null && files.size() < MOST_ITEMS) {
        files.putIfAbsent(form.getCOSObject(), name == null ? "" : name);
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void trying(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException _) {
      // left out
    }
  }
}
