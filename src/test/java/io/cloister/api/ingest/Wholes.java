package io.cloister.api.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Files with others in them. */
public final class Wholes {

  private Wholes() {}

  /** With a text and an HTML file. */
  public static byte[] mail(String text, String name, String page) {
    return """
    From: ada@example.org
    Subject: Two files
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="edge"

    --edge
    Content-Type: text/plain

    Here they are.
    --edge
    Content-Type: text/plain; name="first.txt"
    Content-Disposition: attachment; filename="first.txt"

    %s
    --edge
    Content-Type: text/html
    Content-Disposition: attachment; filename="=?UTF-8?B?%s?="
    Content-Transfer-Encoding: base64

    %s
    --edge--
    """
        .formatted(text, base64(name), base64(page))
        .replace("\n", "\r\n")
        .getBytes(UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** Names, each with its text or its bytes. */
  static byte[] zip(Object... members) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < members.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) members[i]));
        zip.write(
            members[i + 1] instanceof String text ? text.getBytes(UTF_8) : (byte[]) members[i + 1]);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Each member says which it is. */
  static byte[] sevenZip(String... names) throws IOException {
    var channel = new SeekableInMemoryByteChannel();
    try (var out = new SevenZOutputFile(channel)) {
      for (var name : names) {
        var entry = new SevenZArchiveEntry();
        entry.setName(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        out.putArchiveEntry(entry);
        out.write(("in " + name).getBytes(UTF_8));
        out.closeArchiveEntry();
      }
    }
    return Arrays.copyOf(channel.array(), (int) channel.size());
  }

  static byte[] tarGz(String name, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(text.length());
      tar.putArchiveEntry(entry);
      tar.write(text.getBytes(UTF_8));
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  static byte[] lockedPdf(String password, String name, String text) throws IOException {
    try (var pdf = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      pdf.addPage(new PDPage());
      var file = new PDComplexFileSpecification();
      file.setFile(name);
      file.setEmbeddedFile(new PDEmbeddedFile(pdf, new ByteArrayInputStream(text.getBytes(UTF_8))));
      var tree = new PDEmbeddedFilesNameTreeNode();
      tree.setNames(Map.of(name, file));
      var names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
      names.setEmbeddedFiles(tree);
      pdf.getDocumentCatalog().setNames(names);
      pdf.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      pdf.save(bytes);
      return bytes.toByteArray();
    }
  }
}
