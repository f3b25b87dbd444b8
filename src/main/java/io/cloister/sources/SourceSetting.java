package io.cloister.sources;

import io.cloister.sources.place.Place;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source as an administrator sets it.
 *
 * @param name unique among sources, at most 200 characters
 * @param place what is looked at
 * @param authority the certificates (PEM) of those who alone may have signed those of its hosts;
 *     null for the JDK's authorities
 * @param collection id or name
 * @param minutes from the beginning of one run to that of the next, 1 to 10,080
 * @param folderTags whether the names of a file's folders, below the place, become its tags
 * @param whenGone what is done with its document when the file is not there any more
 * @param enabled whether it is looked at by itself
 */
public record SourceSetting(
    String name,
    Place place,
    @Nullable String authority,
    String collection,
    int minutes,
    boolean folderTags,
    WhenGone whenGone,
    boolean enabled) {

  /** What is done with the document of a file that is gone. */
  public enum WhenGone {
    KEEP,
    BIN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WhenGone> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /** Whether what was brought is of the same place, and in the same collection. */
  boolean bringsAs(SourceSetting other) {
    return place.kind().equals(other.place.kind())
        && place.address().equals(other.place.address())
        && collection.equals(other.collection);
  }
}
