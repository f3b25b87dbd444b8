package io.cloister.ingest.read.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of Netpbm's formats, which is text: P1 to P6 with a width and a height, P7 with a line
 * for each.
 */
final class PnmHeader {

  private static final int LONGEST = 8_192; // bytes, comments and all
  private static final Pattern BEGIN = Pattern.compile("P[1-7]");
  private static final Pattern COMMENT = Pattern.compile("#[^\n]*(\n|$)");
  private static final Pattern SIZES = Pattern.compile("P[1-6]\\s+(\\d+)\\s+(\\d+)\\s");
  private static final Pattern WIDTH = Pattern.compile("WIDTH\\s+(\\d+)");
  private static final Pattern HEIGHT = Pattern.compile("HEIGHT\\s+(\\d+)");
  private static final long MANY = Long.MAX_VALUE;

  private PnmHeader() {}

  /** Null if it is none. */
  static @Nullable PictureSize of(HeaderBytes bytes) throws IOException {
    var head = bytes.atMost(0, LONGEST);
    var text = StandardCharsets.ISO_8859_1.decode(head).toString();
    if (!BEGIN.matcher(text).lookingAt()) {
      return null;
    }
    var plain = COMMENT.matcher(text).replaceAll("\n");
    if (plain.startsWith("P7")) {
      return ofLines(plain);
    }
    var sizes = SIZES.matcher(plain);
    return sizes.lookingAt()
        ? new PictureSize(number(sizes.group(1)), number(sizes.group(2)))
        : PictureSize.UNKNOWN;
  }

  private static PictureSize ofLines(String text) {
    int end = text.indexOf("ENDHDR");
    var head = end < 0 ? text : text.substring(0, end);
    return new PictureSize(most(WIDTH, head), most(HEIGHT, head));
  }

  private static long most(Pattern line, String head) {
    return line.matcher(head)
        .results()
        .mapToLong(found -> number(found.group(1)))
        .max()
        .orElse(MANY);
  }

  private static long number(String digits) {
    return digits.length() > 9 ? MANY : Long.parseLong(digits);
  }
}
