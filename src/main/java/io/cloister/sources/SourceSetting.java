package io.cloister.sources;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A source as an administrator sets it.
 *
 * @param name unique among sources, at most 200 characters
 * @param folder an absolute path on the server, or one below the first folder that is allowed
 * @param collection id or name
 * @param minutes from the beginning of one run to that of the next, 1 to 10,080
 * @param subfolders whether the files below sub-folders are brought too
 * @param folderTags whether the names of a file's sub-folders become its tags
 * @param afterwards what is done with a file that was brought
 * @param whenGone what is done with its document when the file is not there any more
 * @param enabled whether it is looked at by itself
 */
public record SourceSetting(
    String name,
    String folder,
    String collection,
    int minutes,
    boolean subfolders,
    boolean folderTags,
    Afterwards afterwards,
    WhenGone whenGone,
    boolean enabled) {

  /** What is done with a file that was brought. */
  public enum Afterwards {
    /** It stays; a later change of it becomes a new version. */
    LEAVE,
    /** It is moved into a sub-folder; another of its name is a document of its own. */
    MOVE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Afterwards> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

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
}
