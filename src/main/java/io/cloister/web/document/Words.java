package io.cloister.web.document;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words to be marked in a text: each as it stands, and where it begins a longer one. */
final class Words {

  private static final int MOST = 20;

  private final @Nullable Pattern pattern;

  private Words(@Nullable Pattern pattern) {
    this.pattern = pattern;
  }

  /** The words of a query; its operators and fields are left out. */
  static Words of(@Nullable String query) {
    var words =
        Arrays.stream((query == null ? "" : query).split("\\s+"))
            .filter(word -> !word.startsWith("-"))
            .map(word -> word.replaceAll("^\\p{L}+:", ""))
            .flatMap(word -> Arrays.stream(word.split("[^\\p{L}\\p{N}]+")))
            .filter(word -> word.length() > 2 || word.matches("\\d+"))
            .filter(word -> !word.equals("AND") && !word.equals("NOT"))
            .distinct()
            .limit(MOST)
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return new Words(
        words.isEmpty()
            ? null
            : Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + words + ")\\p{L}*",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }

  /** Where they stand in {@code text}, which starts at {@code base}. */
  List<Stretch> in(String text, int base) {
    return pattern == null
        ? List.of()
        : pattern
            .matcher(text)
            .results()
            .map(match -> new Stretch(base + match.start(), base + match.end()))
            .toList();
  }
}
