package io.cloister.search.lucene.block;

import io.cloister.library.Document;
import io.cloister.library.MediaFamily;
import io.cloister.library.Version;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.PartNames;
import io.cloister.library.text.Passage;
import io.cloister.search.dates.Period;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the index holds of one document.
 *
 * @param document as the database has it now
 * @param version the version that is searched; not always the document's current one
 * @param passages of that version, in reading order
 * @param names of the version's parts, which are no words to be offered
 * @param vectors one for each passage, null where the model is not made for it; null itself if they
 *     are still to be made
 * @param isStale whether the vectors were made with an earlier title
 */
public record Block(
    Document document,
    Version version,
    List<Tag> tags,
    List<Passage> passages,
    PartNames names,
    @Nullable List<float @Nullable []> vectors,
    boolean isStale) {

  private static final int FIRST_CHARACTERS = 2_000;
  private static final int MOST_TITLE = 200;

  String type() {
    return MediaFamily.of(version.mediaType()).word();
  }

  String language() {
    return version.language() == null ? "" : version.language().toLowerCase(Locale.ROOT);
  }

  /** The title as titles are sorted and completed. */
  public String titleOrder() {
    return titleOrder(document);
  }

  public static String titleOrder(Document document) {
    return Excerpt.of(document.title().toLowerCase(Locale.ROOT), MOST_TITLE);
  }

  /** The days that it is of, by the name of its file or else its title. */
  Optional<Period> period() {
    return Period.of(version.fileName()).or(() -> Period.of(document.title()));
  }

  /** How the document begins. */
  String first() {
    return passages.stream()
        .takeWhile(passage -> passage.start() < FIRST_CHARACTERS)
        .map(Passage::text)
        .collect(Collectors.joining("\n"));
  }

  /** Changes whenever anything does that the index was made of. */
  public static String stamp(Document document, Version version, List<Tag> tags) {
    return digest(
        String.join(
            "\u0000",
            version.id().toString(),
            document.title(),
            document.collection().toString(),
            document.label().word(),
            version.fileName(),
            version.mediaType(),
            String.valueOf(version.language()),
            Integer.toString(version.passages()),
            document.updatedAt().toString(),
            tags.stream().map(Tag::name).sorted().collect(Collectors.joining("\u0001"))));
  }

  private static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
