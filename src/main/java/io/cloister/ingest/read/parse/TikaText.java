package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.picture.TiffPages;
import io.cloister.ingest.read.unseen.HtmlStyles;
import io.cloister.ingest.read.unseen.Unseen;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.PartStep;
import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.MediaFamily;
import io.cloister.library.ReadingFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.DublinCore;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.AutoDetectParserConfig;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.PasswordProvider;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads everything but PDF, with the parts of containers. The only class that knows Tika. */
final class TikaText {

  private static final Map<String, Property> FACTS =
      Map.of(
          "title", TikaCoreProperties.TITLE,
          "author", TikaCoreProperties.CREATOR,
          "subject", DublinCore.SUBJECT,
          "keywords", Office.KEYWORDS,
          "created", TikaCoreProperties.CREATED);

  private static final Parser XML = new XmlText();

  private final TikaConfig config = TikaConfig.getDefaultConfig();
  private final Parser parser = parser(config);

  // its own guards are swallowed where they strike in a part; ours are in TextSink and Parts
  private static Parser parser(TikaConfig config) {
    var guards = new AutoDetectParserConfig();
    guards.setOutputThreshold(1L << 40);
    guards.setMaximumPackageEntryDepth(1_000);
    var parser = new AutoDetectParser(config);
    parser.setAutoDetectParserConfig(guards);
    return parser;
  }

  /** The media type by content and name, without parameters. */
  String detect(Path file, String name) throws IOException {
    var metadata = named(name);
    try (var in = TikaInputStream.get(file, metadata)) {
      return config.getDetector().detect(in, metadata).getBaseType().toString();
    }
  }

  /** What stands ready to read the parts of one file. */
  Parts parts(@Nullable String password, Limits limits, TextSink sink, Pictures pictures) {
    var context = context(password);
    var parts = new Parts(config.getDetector(), context, password, limits, sink, pictures);
    context.set(EmbeddedDocumentExtractor.class, parts);
    return parts;
  }

  private ParseContext context(@Nullable String password) {
    var context = new ParseContext();
    context.set(Parser.class, parser);
    if (password != null) {
      context.set(PasswordProvider.class, _ -> password);
    }
    var notByItself = new TesseractOCRConfig(); // Pictures does it, within its time
    notByItself.setSkipOcr(true);
    context.set(HtmlMapper.class, new HtmlStyles());
    context.set(TesseractOCRConfig.class, notByItself);
    return context;
  }

  /**
   * Writes a part of a file to another.
   *
   * @return whether there is such a part
   */
  boolean pick(
      Path file,
      String name,
      @Nullable String password,
      Limits limits,
      List<PartStep> way,
      Path into,
      PartFile.Bounds bounds)
      throws IOException {
    var context = context(password);
    var picker =
        new PartPicker(config.getDetector(), parser, context, password, limits, way, into, bounds);
    context.set(EmbeddedDocumentExtractor.class, picker);
    return picker.pick(file, named(name));
  }

  void read(
      Path file,
      String name,
      String mediaType,
      @Nullable String password,
      Parts parts,
      TextSink sink,
      Pictures pictures)
      throws IOException {
    var metadata = named(name);
    if (MediaFamily.of(mediaType).isRecording()) {
      recorded(file, metadata, parts, sink);
      return;
    }
    boolean isPicture = Pictures.isPicture(mediaType);
    int pages = isPicture ? TiffPages.of(file).size() : 0; // before a parser follows them
    var text = new XhtmlText(sink, isPlain(mediaType));
    var unseen = Unseen.of(file, mediaType, sink);
    try (var in = TikaInputStream.get(file, metadata)) {
      var body = MailHead.isMail(mediaType) ? new MailHead(text, metadata, sink) : text;
      var its = mediaType.equals("application/xml") ? XML : parser;
      its.parse(in, unseen.over().apply(body), metadata, parts.context());
      if (isPicture) {
        picture(file, pages, sink, pictures);
      }
    } catch (TikaException | SAXException | RuntimeException e) {
      throw reason(e, password);
    }
    unseen.tell().run();
    facts(metadata, sink);
    if (!sink.hasInk()) {
      nothing(metadata, mediaType, pictures);
    }
    text.end(MailHead.isMail(mediaType) ? "" : About.of(metadata).text());
  }

  /** Where it has several pages, page by page. */
  private static void picture(Path file, int pages, TextSink sink, Pictures pictures) {
    if (pages <= 1) {
      pictures.words(file, sink::text);
      return;
    }
    sink.pages(pages);
    pictures.words(
        file,
        words -> {
          sink.page();
          sink.text(words + "\n");
        });
  }

  /** What is said in it is for a model to hear; a recording says little of itself, if anything. */
  private void recorded(Path file, Metadata metadata, Parts parts, TextSink sink)
      throws IOException {
    try (var in = TikaInputStream.get(file, metadata)) {
      parser.parse(in, new DefaultHandler(), metadata, parts.context());
    } catch (TikaException | SAXException | RuntimeException _) {
      // it may be played all the same
    }
    facts(metadata, sink);
  }

  private static Metadata named(String name) {
    var metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    return metadata;
  }

  private static boolean isPlain(String mediaType) {
    return mediaType.startsWith("text/")
        && !mediaType.contains("html")
        && !mediaType.contains("xml");
  }

  private static void facts(Metadata metadata, TextSink sink) {
    FACTS.forEach((name, property) -> {
      var value = String.join(", ", metadata.getValues(property)).strip();
      if (!value.isEmpty()) {
        sink.metadata(name, value);
      }
    });
  }

  private static void nothing(Metadata metadata, String mediaType, Pictures pictures) {
    boolean unknown =
        String.join(" ", metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY))
            .contains("EmptyParser");
    var family = mediaType.substring(0, mediaType.indexOf('/'));
    if (family.equals("audio") || (unknown && !family.equals("image"))) {
      throw new NotReadable(
          ReadingFailure.Code.UNSUPPORTED,
          "files of the type %s have no text".formatted(mediaType));
    }
    var why = pictures.left();
    throw new NotReadable(
        ReadingFailure.Code.NO_TEXT,
        why == null ? "there is no text in it" : "no text was read from its pictures; " + why);
  }

  /** The reason behind an exception, which parsers wrap in one another. */
  static NotReadable reason(Exception thrown, @Nullable String password) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof NotReadable known) {
        return known;
      }
      if (e instanceof EncryptedDocumentException || isEncrypted(e)) {
        return locked(password);
      }
      if (e instanceof ZeroByteFileException) {
        return new NotReadable(ReadingFailure.Code.EMPTY, "it has no bytes");
      }
      if (e instanceof UnsupportedFormatException) {
        return new NotReadable(ReadingFailure.Code.UNSUPPORTED, "its format is not supported");
      }
      if (isBomb(e)) {
        return new NotReadable(
            ReadingFailure.Code.BOMB, "it unpacks to far more than its size allows");
      }
    }
    return new NotReadable(
        ReadingFailure.Code.CORRUPT,
        "its content is not what its format asks for (%s)"
            .formatted(thrown.getClass().getSimpleName()));
  }

  static NotReadable locked(@Nullable String password) {
    return new NotReadable(
        ReadingFailure.Code.ENCRYPTED,
        password == null ? "it asks for a password" : "the password does not open it");
  }

  private static boolean isEncrypted(Throwable e) {
    return e.getClass().getSimpleName().contains("Encrypted")
        || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("password");
  }

  private static boolean isBomb(Throwable e) {
    var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("zip bomb")
        || message.contains("entityexpansionlimit")
        || message.contains("entity expansions");
  }
}
