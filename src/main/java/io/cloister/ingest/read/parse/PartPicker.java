package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.PartStep;
import io.cloister.library.ReadingFailure.Code;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Writes the bytes of one part of a container to a file. It goes the way that the part was come by
 * when the container was read ({@link Parts}), opens what is on it, and passes over the rest.
 */
final class PartPicker implements EmbeddedDocumentExtractor {

  private final Detector detector;
  private final Parser parser;
  private final ParseContext context;
  private final @Nullable String password;
  private final Limits limits;
  private final List<PartStep> way;
  private final Path into;
  private final PartFile.Bounds bounds;
  private int parts;
  private int depth;
  private int step;
  private int beside; // the parts passed over on this step
  private long around; // bytes of the copies of what is open

  PartPicker(
      Detector detector,
      Parser parser,
      ParseContext context,
      @Nullable String password,
      Limits limits,
      List<PartStep> way,
      Path into,
      PartFile.Bounds bounds) {
    this.detector = detector;
    this.parser = parser;
    this.context = context;
    this.password = password;
    this.limits = limits;
    this.way = way;
    this.into = into;
    this.bounds = bounds;
  }

  /** The part is written. An error, for parsers catch every exception of a part. */
  private static final class Done extends Error {
    private static final long serialVersionUID = 1L;

    Done() {
      super("the part is written", null, false, false);
    }
  }

  /** There is no such part. An error for the same reason. */
  private static final class Gone extends Error {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("there is no such part", null, false, false);
    }
  }

  /**
   * @return whether there is such a part, which then was written
   * @throws NotReadable if it cannot be reached or taken
   */
  boolean pick(Path file, Metadata metadata) throws IOException {
    try (var in = TikaInputStream.get(file, metadata)) {
      open(in, metadata);
      return false;
    } catch (Done _) {
      return true;
    } catch (Gone _) {
      return false;
    }
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    return true;
  }

  @Override
  public void parseEmbedded(
      InputStream in, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws IOException {
    bounds.progress().run();
    if (++parts > limits.parts()) {
      throw new NotReadable(Code.BOMB, "it has more than %,d parts".formatted(limits.parts()));
    }
    if (Parts.isInline(metadata)) {
      look(in, metadata);
      return;
    }
    var wanted = way.get(step);
    if (beside++ < wanted.nth()) {
      return;
    }
    var name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    var said = name == null ? "" : Parts.said(name);
    if (!said.isEmpty() && !said.equals(wanted.name())) {
      throw new Gone();
    }
    if (step == way.size() - 1) {
      write(in);
      throw new Done();
    }
    step++;
    beside = 0;
    enter(in, metadata);
    throw new Gone();
  }

  /** In what is no part to anybody there may be parts all the same; broken, it has none. */
  private void look(InputStream in, Metadata metadata) throws IOException {
    try {
      enter(in, metadata);
    } catch (NotReadable e) {
      if (e.code() == Code.BOMB || e.code() == Code.TOO_LARGE) {
        throw e;
      }
    }
  }

  private void enter(InputStream in, Metadata metadata) throws IOException {
    if (++depth > limits.depth()) {
      throw new NotReadable(
          Code.BOMB, "its parts are more than %d deep in one another".formatted(limits.depth()));
    }
    try {
      if (container(in) != null && in instanceof TikaInputStream opened) {
        open(opened, metadata);
      } else {
        opened(in, metadata);
      }
    } finally {
      depth--;
    }
  }

  private void opened(InputStream in, Metadata metadata) throws IOException {
    var copy = Files.createTempFile("part", null);
    long before = around;
    try {
      copy(in, copy);
      around += Files.size(copy);
      try (var part = TikaInputStream.get(copy, metadata)) {
        open(part, metadata);
      }
    } finally {
      around = before;
      Files.deleteIfExists(copy);
    }
  }

  private void open(TikaInputStream in, Metadata metadata) throws IOException {
    try {
      var type =
          in.getOpenContainer() == null
              ? detector.detect(in, metadata).getBaseType().toString()
              : "";
      if (type.equals("application/pdf")) {
        pdf(in.getFile());
      } else if (!Pictures.isPicture(type)) { // which have no parts
        parser.parse(in, new DefaultHandler(), metadata, context);
      }
    } catch (TikaException | SAXException | IOException | RuntimeException e) {
      throw TikaText.reason(e, password);
    }
  }

  private void pdf(File file) throws IOException {
    try (var pdf =
        Loader.loadPDF(
            file, password == null ? "" : password, IOUtils.createTempFileOnlyStreamCache())) {
      new PdfExtras(pdf).attachments(this::attached);
    } catch (InvalidPasswordException _) {
      throw TikaText.locked(password);
    }
  }

  private void attached(InputStream in, String name) throws IOException {
    var metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    parseEmbedded(in, new DefaultHandler(), metadata, true);
  }

  private void write(InputStream in) throws IOException {
    var container = container(in);
    if (container == null) {
      copy(in, into);
    } else if (container instanceof DirectoryEntry folder) {
      try (var office = new POIFSFileSystem();
          var out = new PartFile(into, bounds, around)) {
        EntryUtils.copyNodes(folder, office.getRoot());
        office.writeFilesystem(out);
      }
    } else {
      throw new NotReadable(
          Code.UNSUPPORTED, "it is no file of its own there; what it says is in the text");
    }
  }

  private static @Nullable Object container(InputStream in) {
    return in instanceof TikaInputStream opened ? opened.getOpenContainer() : null;
  }

  private void copy(InputStream in, Path to) throws IOException {
    try (var out = new PartFile(to, bounds, around)) {
      in.transferTo(out);
    }
  }
}
