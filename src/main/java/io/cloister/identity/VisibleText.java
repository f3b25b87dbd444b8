package io.cloister.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people see of a name: one that shows nothing is none, whatever it is made of. */
public final class VisibleText {

  // neither control and format characters nor blanks, nor those letters, marks and signs that
  // Unicode draws as nothing
  private static final Pattern SEEN =
      Pattern.compile(
          "[^\\p{Cc}\\p{Cf}\\p{Cn}\\p{Cs}\\p{Z}\\s\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
              + "\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

  private VisibleText() {}

  /** The name without the blanks around it; empty if nobody would see anything of it. */
  public static String of(String name) {
    return isIn(name) ? name.strip() : "";
  }

  /** Whether there is anything to be seen. */
  public static boolean isIn(@Nullable CharSequence text) {
    return text != null && SEEN.matcher(text).find();
  }
}
