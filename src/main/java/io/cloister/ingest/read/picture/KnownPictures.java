package io.cloister.ingest.read.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of the pictures that were read last: a company's logo is in each of its documents, and
 * need be read once only. Safe for concurrent use.
 */
public final class KnownPictures {

  private static final int MOST = 1_000;
  private static final int LONGEST = 2_000; // characters: a picture of more is hardly in many files
  private static final long LARGEST = 16 << 20; // bytes

  private final Map<String, String> words =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What its words are kept under: the same for the same bytes.
   *
   * @param languages in which it is read, as Tesseract calls them
   * @return null if they are not kept
   */
  static @Nullable String key(Path picture, String languages) throws IOException {
    if (Files.size(picture) > LARGEST) {
      return null;
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(picture));
      return languages + ' ' + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Null if it was not read lately. */
  synchronized @Nullable String words(@Nullable String key) {
    return key == null ? null : words.get(key);
  }

  synchronized void keep(@Nullable String key, String found) {
    if (key != null && found.length() <= LONGEST) {
      words.put(key, found);
    }
  }
}
