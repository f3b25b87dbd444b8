package io.cloister.library;

import java.util.Locale;

/** What people call a kind of file; the value of the facet and filter {@code type}. */
public enum MediaFamily {
  PDF,
  WORD,
  SHEET,
  SLIDES,
  MAIL,
  WEB,
  TEXT,
  IMAGE,
  AUDIO,
  VIDEO,
  ARCHIVE,
  OTHER;

  /** The name in the HTTP contract and the index: {@code pdf}, {@code word}… */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is played, and its text is what was said in it. */
  public boolean isRecording() {
    return this == AUDIO || this == VIDEO;
  }

  /** The family of a media type, by its name alone; {@link #OTHER} if it tells nothing. */
  public static MediaFamily of(String mediaType) {
    var type = mediaType.toLowerCase(Locale.ROOT);
    int slash = type.indexOf('/');
    return switch (slash < 0 ? type : type.substring(0, slash)) {
      case "image" -> IMAGE;
      case "audio" -> ofAudio(type);
      case "video" -> isPlaylist(type) ? TEXT : VIDEO;
      case "message" -> MAIL;
      case "text" -> ofText(type);
      default -> ofApplication(type);
    };
  }

  private static MediaFamily ofAudio(String type) {
    if (type.equals("audio/midi")) {
      return OTHER; // notes, which nobody said
    }
    return isPlaylist(type) ? TEXT : AUDIO;
  }

  // the addresses of sounds, which a browser that played them would ask
  private static boolean isPlaylist(String type) {
    return type.contains("mpegurl")
        || type.contains("scpls")
        || type.endsWith("-wax")
        || type.endsWith("-wvx");
  }

  private static MediaFamily ofText(String type) {
    if (type.startsWith("text/html")) {
      return WEB;
    }
    return type.startsWith("text/csv") || type.startsWith("text/tab") ? SHEET : TEXT;
  }

  private static MediaFamily ofApplication(String type) {
    if (type.equals("application/mp4")) {
      return VIDEO;
    }
    if (type.equals("application/ogg")) {
      return AUDIO;
    }
    if (type.contains("pdf")) {
      return PDF;
    }
    if (type.contains("wordprocessing")
        || type.contains("msword")
        || type.contains("rtf")
        || type.contains("opendocument.text")) {
      return WORD;
    }
    if (type.contains("spreadsheet") || type.contains("excel")) {
      return SHEET;
    }
    if (type.contains("presentation") || type.contains("powerpoint")) {
      return SLIDES;
    }
    if (type.contains("outlook") || type.contains("mbox") || type.contains("tnef")) {
      return MAIL;
    }
    if (type.contains("xhtml")) {
      return WEB;
    }
    if (type.contains("zip")
        || type.contains("tar")
        || type.contains("compress")
        || type.contains("rar")
        || type.contains("7z")) {
      return ARCHIVE;
    }
    return type.contains("json") || type.contains("xml") ? TEXT : OTHER;
  }
}
