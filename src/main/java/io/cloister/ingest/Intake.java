package io.cloister.ingest;

import io.cloister.egress.LimitedStream;
import io.cloister.identity.VisibleText;
import io.cloister.ingest.read.wire.Storable;
import io.cloister.library.original.Originals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.springframework.stereotype.Component;

/** Takes in the bytes of files, as long as they are not too many for the product or its disk. */
@Component
class Intake {

  private static final int MOST_NAME = 300;
  private static final String UNNAMED = "unnamed";

  private final Originals originals;
  private final IngestProperties properties;
  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
  private final FreeSpace space;

  Intake(Originals originals, IngestProperties properties, FreeSpace space) {
    this.originals = originals;
    this.properties = properties;
    this.space = space;
  }

  /**
   * Keeps the bytes so that they survive a power cut. The caller closes what is returned once a
   * version has them.
   *
   * @throws FileTooLarge if they are too many
   * @throws DiskFull if the disk has no room left
   */
  Originals.Kept keep(InputStream bytes) {
    requireSpace();
    try {
      return originals.keep(limited(bytes));
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No space left")) {
        throw new DiskFull();
      }
      throw new UncheckedIOException("receiving a file", e);
    }
  }

  private InputStream limited(InputStream bytes) {
    var most = properties.largestFile();
    return new LimitedStream(
        bytes,
        most.toBytes(),
        () -> {
          throw new FileTooLarge(most);
        });
  }

  void requireSpace() {
    space.require(0);
  }

  /** The last part of what may be a path, without anything a header or a page could stumble on. */
  static String name(String sent) {
    int from = Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1;
    var name = OneLine.of(sent.substring(from));
    var kept = Storable.text(name.substring(Math.max(0, name.length() - MOST_NAME)));
    return VisibleText.isIn(kept) ? kept : UNNAMED;
  }

  /**
   * The file's name without its extension, until its own title is known; with it where nobody would
   * see anything of the rest.
   */
  static String title(String name) {
    int dot = name.lastIndexOf('.');
    var title = dot > 0 && name.length() - dot <= 6 ? name.substring(0, dot) : name;
    return VisibleText.isIn(title) ? title : UNNAMED + name.substring(title.length());
  }

  /** The media type that the name alone tells. */
  String mediaType(String name) {
    var named = new Metadata();
    named.set(TikaCoreProperties.RESOURCE_NAME_KEY, name.toLowerCase(Locale.ROOT));
    try {
      return types.detect(null, named).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("nothing was read", e);
    }
  }
}
