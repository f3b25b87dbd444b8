package io.cloister.sources.folder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The names of files as their bytes say. What a {@link Path} tells depends on the locale of the
 * process, and may be the same for two files.
 */
final class ExactNames {

  private ExactNames() {}

  /** The way from a folder to what is below it, parted by {@code /}. */
  static String below(Path root, Path file) {
    var all = file.toUri().getRawPath().replaceFirst("/$", "").split("/", -1);
    int many = root.relativize(file).getNameCount();
    return Arrays.stream(all, all.length - many, all.length)
        .map(ExactNames::decoded)
        .collect(Collectors.joining("/"));
  }

  /** What is no UTF-8 keeps the form of an address, as {@code M%FCller.txt}. */
  private static String decoded(String raw) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      return raw;
    }
  }
}
