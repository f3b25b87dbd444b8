package io.cloister.ingest;

import io.cloister.library.text.Part;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** What a part is saved as: the last part of its name, which no dot hides, with an ending. */
final class PartFileName {

  private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

  private static final Pattern HIDING =
      Pattern.compile("^[.\\s]+", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern ENDING = Pattern.compile(".+\\.\\S*");

  private PartFileName() {}

  /**
   * With the ending of its type where the whole calls it by no file name. A mail is called by its
   * subject, in which dots end no name.
   */
  static String of(Part part) {
    var name = Intake.name(HIDING.matcher(Intake.name(part.name())).replaceFirst(""));
    var ending = ending(part.mediaType());
    boolean hasOne =
        part.mediaType().startsWith("message/")
            ? name.toLowerCase(Locale.ROOT).endsWith(ending)
            : ENDING.matcher(name).matches();
    return hasOne ? name : name + ending;
  }

  private static String ending(String mediaType) {
    try {
      var known = TYPES.getRegisteredMimeType(mediaType); // forName keeps every one for good
      return known == null ? "" : known.getExtension();
    } catch (MimeTypeException _) {
      return "";
    }
  }
}
