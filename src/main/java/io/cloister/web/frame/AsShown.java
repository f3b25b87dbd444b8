package io.cloister.web.frame;

import io.cloister.library.Conflict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a form was filled from: sent along with it, so that a form that was opened before somebody
 * else saved theirs does not undo what they did.
 */
public final class AsShown {

  private static final int BYTES = 16;

  private AsShown() {}

  /**
   * @param what all that the form shows, in the same words whenever it is the same
   */
  public static String of(String what) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(what.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param shown what came with the form; null if it came from a program
   * @param now the same of what there is now
   * @throws Conflict if they differ
   */
  public static void require(@Nullable String shown, String now) {
    if (shown != null && !shown.equals(now)) {
      throw new Conflict(
          "changed-meanwhile",
          "Somebody else changed it after you opened it",
          "Open it again, and make your change in what it says now.");
    }
  }
}
