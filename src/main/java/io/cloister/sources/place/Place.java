package io.cloister.sources.place;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What a source looks at. Each kind has a {@link PlaceLooker}, which knows how. */
public sealed interface Place {

  /** As it is shown and recorded. */
  String address();

  /** The kind's word, as in the contract and the database. */
  default String kind() {
    return Kind.of(this).word();
  }

  /** The kinds that there are. */
  enum Kind {
    FOLDER(Folder.class),
    FEED(Feed.class),
    GIT(Git.class);

    private final Class<? extends Place> form;

    Kind(Class<? extends Place> form) {
      this.form = form;
    }

    public Class<? extends Place> form() {
      return form;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    private static Kind of(Place place) {
      return Arrays.stream(values())
          .filter(each -> each.form.isInstance(place))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * A folder of the server.
   *
   * @param folder an absolute path, or one below the first folder that is allowed
   * @param subfolders whether the files below sub-folders are brought too
   * @param afterwards what is done with a file that was brought
   */
  record Folder(String folder, boolean subfolders, Afterwards afterwards) implements Place {

    public Folder {
      folder = text(folder);
      afterwards = Objects.requireNonNullElse(afterwards, Afterwards.LEAVE);
    }

    @Override
    public String address() {
      return folder;
    }
  }

  /** What is done with a file of a folder that was brought. */
  enum Afterwards {
    /** It stays; a later change of it becomes a new version. */
    LEAVE,
    /** It is moved into a sub-folder; another of its name is a document of its own. */
    MOVE
  }

  /**
   * A feed in RSS or Atom.
   *
   * @param address where it is served, over HTTP or HTTPS
   * @param brings what of an entry becomes a document
   * @param enclosuresFrom an address on the host that has the enclosed files, where that is another
   *     one; else empty
   */
  record Feed(String address, Brings brings, String enclosuresFrom) implements Place {

    public Feed {
      address = text(address);
      brings = Objects.requireNonNullElse(brings, Brings.TEXT);
      enclosuresFrom = text(enclosuresFrom);
    }
  }

  /** What of a feed's entry becomes a document. */
  enum Brings {
    /** What the entry says, with its title, link and date. */
    TEXT,
    /** The files that are enclosed; of an entry without any, what it says. */
    ENCLOSURES
  }

  /**
   * A Git repository in a folder of the server.
   *
   * @param folder the one that {@code .git} is in, or a bare repository
   * @param branch empty for the one that is checked out
   */
  record Git(String folder, String branch) implements Place {

    public Git {
      folder = text(folder);
      branch = text(branch);
    }

    @Override
    public String address() {
      return branch.isEmpty() ? folder : folder + " (" + branch + ")";
    }
  }

  private static String text(String given) {
    return Objects.requireNonNullElse(given, "").strip();
  }
}
