package io.cloister.ingest.read;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;

/** Files made for tests of reading. */
final class MadeFiles {

  private MadeFiles() {}

  /** Each under a name that says whether it is text or a ZIP file itself. */
  static byte[] zip(List<byte[]> parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < parts.size(); i++) {
        zip.putNextEntry(new ZipEntry("part" + i + (parts.get(i)[0] == 'P' ? ".zip" : ".txt")));
        zip.write(parts.get(i));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  static byte[] zip(Object... namesAndParts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndParts.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndParts[i]));
        zip.write((byte[]) namesAndParts[i + 1]);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** With a title, a note, a link, a bookmark and an attachment. */
  static byte[] richPdf() throws IOException {
    try (var pdf = Loader.loadPDF(pdf(null, "Page one"));
        var bytes = new ByteArrayOutputStream()) {
      pdf.getDocumentInformation().setTitle("The yearly report");
      var note = new PDAnnotationText();
      note.setTitlePopup("Ann");
      note.setContents("This is too long");
      var link = new PDAnnotationLink();
      var action = new PDActionURI();
      action.setURI("https://example.org/more");
      link.setAction(action);
      pdf.getPage(0).setAnnotations(List.of(note, link));
      var chapter = new PDOutlineItem();
      chapter.setTitle("Chapter one");
      var outline = new PDDocumentOutline();
      outline.addLast(chapter);
      var heading = new PDOutlineItem();
      heading.setTitle("Page  one");
      outline.addLast(heading);
      pdf.getDocumentCatalog().setDocumentOutline(outline);
      var file = new PDComplexFileSpecification();
      file.setFile("figures.txt");
      file.setEmbeddedFile(
          new PDEmbeddedFile(
              pdf, new ByteArrayInputStream("42 in all".getBytes(StandardCharsets.UTF_8))));
      var tree = new PDEmbeddedFilesNameTreeNode();
      tree.setNames(Map.of("figures", file));
      var names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
      names.setEmbeddedFiles(tree);
      pdf.getDocumentCatalog().setNames(names);
      pdf.save(bytes);
      return bytes.toByteArray();
    }
  }

  /** With these words on its pages; to be opened by the password, unless that is null. */
  static byte[] pdf(@Nullable String password, String... pages) throws IOException {
    try (var pdf = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      for (var words : pages) {
        var page = new PDPage();
        pdf.addPage(page);
        try (var content = new PDPageContentStream(pdf, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          content.newLineAtOffset(72, 700);
          content.showText(words);
          content.endText();
        }
      }
      if (password != null) {
        pdf.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      }
      pdf.save(bytes);
      return bytes.toByteArray();
    }
  }
}
