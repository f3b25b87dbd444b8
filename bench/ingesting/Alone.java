package io.cloister.models.builtin;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Does what it is asked on its standard input, a word a line, and answers by a line each: {@code
 * read} by the seconds that reading the files of a folder takes, {@code cut} by how many passages
 * and tokens they have, {@code embed} by the seconds that embedding those takes.
 */
final class Alone {

  private Alone() {}

  public static void main(String... arguments) throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in));
    try (var passages = new Passages(Path.of(arguments[1]), Path.of(arguments[0]))) {
      var read = passages.read(); // warms up
      List<String> cut = List.of();
      System.out.println("ready");
      for (var asked = in.readLine(); asked != null; asked = in.readLine()) {
        long begin = System.nanoTime();
        switch (asked) {
          case "read" -> read = passages.read();
          case "cut" -> cut = passages.cut(read);
          case "embed" -> passages.embed(cut);
          default -> throw new IllegalArgumentException(asked);
        }
        double seconds = Passages.took(begin);
        if (asked.equals("cut")) {
          System.out.println(cut.size() + " " + passages.tokens(cut));
        } else {
          System.out.printf(Locale.ROOT, "%.3f%n", seconds);
        }
      }
    }
    System.exit(0);
  }
}
