package io.cloister.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloister.identity.Actor;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.Sheet;
import io.cloister.library.DocumentPurged;
import io.cloister.library.MediaFamily;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.original.Originals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The pages of documents as they look, drawn when somebody asks and kept in memory for a while. Who
 * may see them is for the caller to know.
 */
@Service
public class Sheets {

  private static final int MOST_KEPT = 32 << 20; // bytes
  private static final int A_WORD = 60; // bytes, roughly
  private static final int WIDTH_AT = 16; // in a PNG
  private static final int HEIGHT_AT = 20;

  private final Readers readers;
  private final Originals originals;
  private final PersonalTurns turns = new PersonalTurns();
  private final Cache<Key, Kept> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .<Key, Kept>weigher((_, sheet) -> sheet.png().length + A_WORD * sheet.words().size())
          .build();

  Sheets(Readers sheetReaders, Originals originals) {
    this.readers = sheetReaders;
    this.originals = originals;
  }

  private record Key(VersionId version, int page) {}

  /**
   * What is shown of a page.
   *
   * @param png its picture
   */
  public record Kept(byte[] png, List<Placed> words) {

    public Kept {
      words = List.copyOf(words);
    }

    /** In pixels, as the picture's head says. */
    public int width() {
      return ByteBuffer.wrap(png).getInt(WIDTH_AT);
    }

    /** In pixels, as the picture's head says. */
    public int height() {
      return ByteBuffer.wrap(png).getInt(HEIGHT_AT);
    }
  }

  /** A word and where it stands: shares of the page's width and height, from its upper left. */
  public record Placed(String text, float left, float top, float right, float bottom) {}

  /** Whether pages of such a version can be drawn. */
  public boolean canDraw(Version version) {
    boolean isSeen =
        version.mediaType().equals("application/pdf")
            || MediaFamily.of(version.mediaType()) == MediaFamily.IMAGE;
    return isSeen && version.pages() != null;
  }

  /**
   * The picture of a page; waits while it is drawn, and while another is drawn for the same person.
   *
   * @param page from 1
   * @return empty if there is none: another format, no such page, or a locked file
   */
  public Optional<Kept> of(Version version, int page, Actor asker) {
    var pages = version.pages();
    if (!canDraw(version) || pages == null || page < 1 || page > pages) {
      return Optional.empty();
    }
    var key = new Key(version.id(), page);
    var there = kept.getIfPresent(key);
    return there != null
        ? Optional.of(there)
        : turns.with(
            asker.user(), () -> Optional.ofNullable(kept.get(key, _ -> draw(version, page))));
  }

  private @Nullable Kept draw(Version version, int page) {
    try (var bytes = originals.open(version)) {
      return readers.draw(bytes, page).map(Sheets::kept).orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException("drawing a page", e);
    }
  }

  private static @Nullable Kept kept(Sheet sheet) {
    if (sheet.png().length <= HEIGHT_AT + Integer.BYTES) {
      return null; // the reader is not believed
    }
    return new Kept(
        sheet.png(),
        sheet.words().stream()
            .map(word ->
                new Placed(word.text(), word.left(), word.top(), word.right(), word.bottom()))
            .toList());
  }

  @EventListener
  void purged(DocumentPurged event) {
    kept.invalidateAll(); // rare, and quickly drawn again
  }
}
