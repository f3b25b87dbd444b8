package io.cloister.sources.place;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What a source looks at. Each kind has a {@link PlaceLooker}, which knows how. */
public sealed interface Place {

  /** As it is shown and recorded. */
  String address();

  /**
   * What its secret was entered for: where this changes it is forgotten. Empty for a place that has
   * none.
   */
  default String secretFor() {
    return "";
  }

  /** The kind's word, as in the contract and the database. */
  default String kind() {
    return Kind.of(this).word();
  }

  /** The kinds that there are. */
  enum Kind {
    FOLDER(Folder.class),
    FEED(Feed.class),
    GIT(Git.class),
    WEBDAV(WebDav.class),
    S3(S3.class),
    MAILBOX(Mailbox.class);

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

  /**
   * A folder of a WebDAV server, with all below it. The secret is the user's password.
   *
   * @param user empty if the server asks for none
   */
  record WebDav(String address, String user) implements Place {

    public WebDav {
      address = text(address);
      user = text(user);
    }

    @Override
    public String secretFor() {
      return user.isEmpty() ? "" : address + " " + user;
    }
  }

  /**
   * The objects of a bucket whose keys begin alike. The secret is that of the access key.
   *
   * @param endpoint of the server, over HTTP or HTTPS; that of AWS in the region if it is not given
   * @param prefix empty for all
   * @param accessKey the id of the key that requests are signed with
   */
  record S3(String endpoint, String region, String bucket, String prefix, String accessKey)
      implements Place {

    public S3 {
      region = text(region).isEmpty() ? "us-east-1" : text(region);
      endpoint =
          text(endpoint).isEmpty() ? "https://s3." + region + ".amazonaws.com" : text(endpoint);
      bucket = text(bucket);
      prefix = text(prefix);
      accessKey = text(accessKey);
    }

    @Override
    public String address() {
      return endpoint + "/" + bucket + "/" + prefix;
    }

    @Override
    public String secretFor() {
      return endpoint + " " + accessKey;
    }
  }

  /**
   * The messages of a mailbox that its rules mean, over IMAP. The secret is the user's password.
   *
   * @param host of the mail server
   * @param port 993 if it is not given, 143 without TLS from the beginning
   * @param folder of the mailbox; {@code INBOX} if it is not given
   * @param from what the sender contains; empty for all
   * @param subject what the subject contains; empty for all
   */
  record Mailbox(
      String host, int port, Tls tls, String user, String folder, String from, String subject)
      implements Place {

    public Mailbox {
      host = text(host);
      tls = Objects.requireNonNullElse(tls, Tls.TLS);
      port = port == 0 ? (tls == Tls.TLS ? 993 : 143) : port;
      user = text(user);
      folder = text(folder).isEmpty() ? "INBOX" : text(folder);
      from = text(from);
      subject = text(subject);
    }

    @Override
    public String address() {
      return "%s@%s/%s%s%s"
          .formatted(
              user,
              host,
              folder,
              from.isEmpty() ? "" : " from:" + from,
              subject.isEmpty() ? "" : " subject:" + subject);
    }

    @Override
    public String secretFor() {
      return host + ":" + port + " " + tls + " " + user;
    }
  }

  /** How what is sent is kept from others. */
  enum Tls {
    /** From the first byte. */
    TLS,
    /** Asked for before anything else is said, and insisted on. */
    STARTTLS,
    /** Not at all: for a server on the same machine. */
    NONE
  }

  private static String text(String given) {
    return Objects.requireNonNullElse(given, "").strip();
  }
}
