package io.cloister.search.lucene.query;

import io.cloister.search.lucene.terms.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a query says, as a tree. */
public sealed interface Asked {

  /** One word; at the top it may be missing from what is found. */
  record Word(String text) implements Asked {}

  /**
   * Words next to one another.
   *
   * @param slop how many places they may be moved
   */
  record Phrase(String text, int slop) implements Asked {}

  /**
   * Something about the document.
   *
   * @param name {@code title}, {@code tag} or {@code type}
   */
  record Field(String name, String text) implements Asked {}

  record Not(Asked what) implements Asked {}

  record All(List<Asked> parts) implements Asked {}

  record Any(List<Asked> parts) implements Asked {}

  /**
   * The words and phrases that are looked for, without those that are not wanted; words that follow
   * one another as one, so that they are weighed together.
   */
  static List<Asked> wanted(List<Asked> parts) {
    var joined = new ArrayList<Asked>();
    for (var part : each(parts)) {
      if (part instanceof Word word
          && !joined.isEmpty()
          && joined.getLast() instanceof Word before) {
        joined.set(joined.size() - 1, new Word(before.text() + " " + word.text()));
      } else {
        joined.add(part);
      }
    }
    return joined;
  }

  private static List<Asked> each(List<Asked> parts) {
    var wanted = new ArrayList<Asked>();
    for (var part : parts) {
      switch (part) {
        case Word word -> wanted.add(word);
        case Phrase phrase -> wanted.add(phrase);
        case Field field -> {
          if (field.name().equals(Fields.TITLE)) {
            wanted.add(new Word(field.text()));
          }
        }
        case Not _ -> {}
        case All all -> wanted.addAll(each(all.parts()));
        case Any any -> wanted.addAll(each(any.parts()));
      }
    }
    return wanted;
  }

  /** Names that are looked for: one of several words stands side by side. */
  static List<Asked> names(List<String> names) {
    return names.stream()
        .map(name -> name.contains(" ") ? new Phrase(name, 0) : (Asked) new Word(name))
        .toList();
  }

  /** The wanted words as a text, to be embedded. */
  static String words(List<Asked> parts) {
    return wanted(parts).stream()
        .map(part ->
            switch (part) {
              case Word word -> word.text();
              case Phrase phrase -> phrase.text();
              default -> "";
            })
        .collect(Collectors.joining(" "));
  }
}
