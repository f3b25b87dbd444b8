package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.ingest.bag.BagRefused.Problem;
import io.cloister.ingest.bag.DocumentEntry.VersionEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a bag says of the library in it. Files that nothing names are no part of it. */
final class BagContent {

  private static final long LARGEST = 64L << 20; // of what is held in memory at a time
  private static final String DATA = "data/";

  private final Bag bag;
  private final JsonMapper json;

  BagContent(Bag bag, JsonMapper json) {
    this.bag = bag;
    this.json = json;
  }

  LibraryEntry library() throws IOException {
    return read(LibraryEntry.PATH, LibraryEntry.class);
  }

  /** The paths of all documents' entries. */
  List<String> documents() {
    return bag.entries().keySet().stream()
        .filter(path -> path.matches("data/documents/[^/]+/" + DocumentEntry.FILE))
        .map(path -> path.substring(DATA.length()))
        .toList();
  }

  DocumentEntry document(String path) throws IOException {
    return read(path, DocumentEntry.class);
  }

  /** The caller closes the stream. */
  InputStream original(DocumentEntry document, VersionEntry version) throws IOException {
    return bag.open(DATA + document.folder() + version.file());
  }

  /** How many bytes the file of a version says it has. */
  long bytes(DocumentEntry document, VersionEntry version) {
    return bag.size(DATA + document.folder() + version.file());
  }

  /** The text of a version; null if it was not read. */
  @Nullable String text(DocumentEntry document, VersionEntry version) throws IOException {
    return version.text() == null
        ? null
        : new String(bag.read(DATA + document.folder() + version.text(), LARGEST), UTF_8);
  }

  PassagesEntry passages(DocumentEntry document, VersionEntry version) throws IOException {
    return read(
        document.folder() + Objects.requireNonNull(version.passages()), PassagesEntry.class);
  }

  /** What a room added; the caller closes the stream. */
  InputStream part(String name) throws IOException {
    return bag.open(DATA + name);
  }

  private <T> T read(String path, Class<T> type) throws IOException {
    var bytes = bag.read(DATA + path, LARGEST);
    try {
      var read =
          json.readerFor(type)
              .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .<T>readValue(bytes);
      return Objects.requireNonNull(read);
    } catch (JacksonException | NullPointerException e) {
      throw new BagRefused(Problem.CONTENT, "It does not say what is needed: " + Paths.shown(path));
    }
  }
}
