package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.picture.TiffPages;
import io.cloister.ingest.read.unseen.Unseen;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.Storable;
import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.ReadingFailure.Code;
import io.cloister.library.text.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.DelegatingParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.EmbeddedContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Reads the parts of a container, each under its name, and counts them and how deep they are in one
 * another. A part that cannot be read takes nothing from the others.
 */
final class Parts implements EmbeddedDocumentExtractor {

  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private static final String UNKNOWN = "application/octet-stream";
  private static final int LONGEST_NAME = 500;
  private static final Parser EACH = new DelegatingParser();

  private final Detector detector;
  private final ParseContext context;
  private final @Nullable String password;
  private final Limits limits;
  private final TextSink sink;
  private final Pictures pictures;
  private int parts;
  private int unread;
  private int depth;
  private int told; // how deep the open part is among those that are told

  Parts(
      Detector detector,
      ParseContext context,
      @Nullable String password,
      Limits limits,
      TextSink sink,
      Pictures pictures) {
    this.detector = detector;
    this.context = context;
    this.password = password;
    this.limits = limits;
    this.sink = sink;
    this.pictures = pictures;
  }

  /** What the container itself is parsed with. */
  ParseContext context() {
    return context;
  }

  /** Whether there was any part. */
  boolean any() {
    return parts > 0;
  }

  /** Says that parts were not read. */
  void tell() {
    if (unread > 0) {
      sink.metadata("parts", "%d read, %d not".formatted(parts - unread, unread));
    }
  }

  /** A part of what no parser of Tika's reads. */
  void read(InputStream in, String name) throws IOException {
    var metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    sink.text("\n\n");
    try {
      parseEmbedded(in, new XhtmlText(sink, false), metadata, true);
    } catch (SAXException e) {
      throw new IOException(e);
    }
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    return true;
  }

  @Override
  public void parseEmbedded(
      InputStream in, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws SAXException, IOException {
    if (++parts > limits.parts()) {
      throw new NotReadable(Code.BOMB, "it has more than %,d parts".formatted(limits.parts()));
    }
    if (++depth > limits.depth()) {
      throw new NotReadable(
          Code.BOMB, "its parts are more than %d deep in one another".formatted(limits.depth()));
    }
    int start = sink.position();
    var type = UNKNOWN;
    boolean isInline = isInline(metadata);
    told += isInline ? 0 : 1;
    try (var temporary = new TemporaryResources()) {
      sink.alive();
      var name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
      if (name != null && !name.isBlank() && (outputHtml || !isInline)) {
        write("h1", name, handler);
      }
      type =
          part(
              TikaInputStream.get(CloseShieldInputStream.wrap(in), temporary, metadata),
              in,
              handler,
              metadata);
      if (!isInline) {
        var title = metadata.get(TikaCoreProperties.TITLE); // of a mail in a mailbox, its subject
        tell(name == null || name.isBlank() ? title : name, type, start);
      }
    } finally {
      depth--;
      told -= isInline ? 0 : 1;
    }
  }

  /** Whether it is what the whole shows itself, and no part to those who open it. */
  static boolean isInline(Metadata metadata) {
    return TikaCoreProperties.EmbeddedResourceType.INLINE
        .toString()
        .equals(metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE));
  }

  private void tell(@Nullable String name, String type, int start) {
    var said = name == null ? "" : said(name);
    sink.part(said.isEmpty() ? type : said, type, told, start);
  }

  /** As a name is told. */
  static String said(String name) {
    return Excerpt.of(
        Storable.text(name.replaceAll("[\\p{Cc}\\p{Cf}]", " ").strip()), LONGEST_NAME);
  }

  /** The media type by content. */
  private String part(
      TikaInputStream part, InputStream original, ContentHandler handler, Metadata metadata)
      throws SAXException, IOException {
    if (original instanceof TikaInputStream opened) {
      part.setOpenContainer(opened.getOpenContainer()); // parts of office files may be opened
    }
    var type = UNKNOWN;
    try {
      if (part.getOpenContainer() == null) {
        type = detector.detect(part, metadata).getBaseType().toString();
      } else if (metadata.get(Metadata.CONTENT_TYPE) != null) {
        type = base(metadata.get(Metadata.CONTENT_TYPE));
      }
      read(part, type, handler, metadata);
    } catch (NotReadable e) {
      if (e.code() == Code.BOMB || e.code() == Code.TOO_LARGE) {
        throw e;
      }
      unread++;
    } catch (UncheckedIOException e) {
      throw e; // nobody listens any more
    } catch (TikaException | IOException | RuntimeException _) {
      unread++;
    }
    return type;
  }

  private static String base(String type) {
    var base = type.split(";", 2)[0].strip();
    return base.matches("[\\w!#$&^.+-]{1,90}/[\\w!#$&^.+-]{1,100}") ? base : UNKNOWN;
  }

  private void read(TikaInputStream part, String type, ContentHandler handler, Metadata metadata)
      throws SAXException, IOException, TikaException {
    if (type.equals("application/pdf")) {
      new PdfText(sink, pictures, this, true).read(part.getFile(), password);
      return;
    }
    var picture = Pictures.isPicture(type) ? part.getPath() : null;
    if (picture != null) {
      TiffPages.of(picture); // refuses what a parser would follow for ever
    }
    var body = MailHead.isMail(type) ? new MailHead(handler, metadata, sink) : handler;
    var unseen = Unseen.isIn(type) ? Unseen.of(part.getPath(), type, sink) : Unseen.NOTHING;
    EACH.parse(part, new EmbeddedContentHandler(unseen.over().apply(body)), metadata, context);
    unseen.tell().run();
    if (picture != null) {
      pictures.words(
          picture,
          words -> {
            if (!words.isEmpty()) {
              write("p", words, handler);
            }
          });
    }
  }

  private static void write(String element, String words, ContentHandler handler)
      throws SAXException {
    handler.startElement(XHTML, element, element, new AttributesImpl());
    handler.characters(words.toCharArray(), 0, words.length());
    handler.endElement(XHTML, element, element);
  }
}
