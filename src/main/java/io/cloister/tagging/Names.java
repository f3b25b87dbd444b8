package io.cloister.tagging;

import io.cloister.identity.VisibleText;
import io.cloister.library.text.Excerpt;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How names of terms are written and compared. */
final class Names {

  /** As many UTF-16 code units as a name may have. */
  static final int LONGEST = 300;

  // + and # tell C, C++ and C# apart
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}+#]+");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Names() {}

  /** The name as it is kept: white space made single, not too long; empty if it shows nothing. */
  static String tidy(String name) {
    var tidy = VisibleText.of(SPACE.matcher(name).replaceAll(" "));
    return Excerpt.of(tidy, LONGEST).strip();
  }

  /** What two names have in common that differ only in case, width, hyphens and punctuation. */
  static String fold(String name) {
    var lower = Normalizer.normalize(tidy(name), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var folded = SEPARATORS.matcher(lower).replaceAll(" ").strip();
    var kept = folded.isEmpty() ? lower : folded;
    return Excerpt.of(kept, LONGEST);
  }
}
