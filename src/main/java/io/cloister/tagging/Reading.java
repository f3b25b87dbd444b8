package io.cloister.tagging;

import io.cloister.library.Document;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document as a tagger reads it: its title, the text of its current version, and where in its
 * passages each word stands.
 */
record Reading(Document document, PlainText plain, List<Passage> passages) {

  /** What stands beyond this says little more of what a text is about. */
  private static final int LONGEST = 300_000;

  String title() {
    return document.title();
  }

  String text() {
    return Excerpt.of(plain.text(), LONGEST);
  }

  /** ISO 639-1 code; English if it is unknown. */
  String language() {
    var language = document.current().language();
    return language == null || language.isBlank() ? "en" : language;
  }

  /** The sentences around the places, each once; places that no passage holds are left out. */
  List<Evidence> evidence(List<int[]> places) {
    var found = new ArrayList<Evidence>();
    for (var place : places) {
      evidence(place[0], place[1])
          .filter(e -> found.stream().noneMatch(f -> f.start() == e.start()))
          .ifPresent(found::add);
    }
    return found;
  }

  /** The sentence that holds the stretch of text, cut to what a quote may be. */
  Optional<Evidence> evidence(int start, int end) {
    return passage(start, end)
        .map(passage -> {
          var sentence =
              Sentences.of(passage.text()).stream()
                  .filter(
                      s -> passage.start() + s.start() <= start && end <= passage.start() + s.end())
                  .findFirst();
          int from = sentence.map(s -> passage.start() + s.start()).orElse(start);
          int to = sentence.map(s -> passage.start() + s.end()).orElse(end);
          return quote(passage, from, to, start, end);
        });
  }

  private Evidence quote(Passage passage, int from, int to, int start, int end) {
    var text = plain.text();
    int first = from;
    int last = to;
    if (last - first > Evidence.LONGEST) {
      int spare = Math.max(0, Evidence.LONGEST - (end - start)) / 2;
      first = wordStart(text, Math.max(from, start - spare), start);
      last =
          wordEnd(
              text,
              Math.min(to, first + Evidence.LONGEST),
              Math.min(end, first + Evidence.LONGEST));
    }
    return new Evidence(passage.id(), plain.pageAt(start), first, text.substring(first, last));
  }

  private static int wordStart(String text, int from, int latest) {
    int at = from;
    while (at < latest && at > 0 && !Character.isWhitespace(text.charAt(at - 1))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String text, int to, int earliest) {
    int at = to;
    while (at > earliest && at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    while (at > earliest && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private Optional<Passage> passage(int start, int end) {
    @Nullable Passage holds = null;
    for (var passage : passages) {
      if (passage.start() <= start && start < passage.end()) {
        holds = passage;
        if (end <= passage.end()) {
          break;
        }
      }
    }
    return Optional.ofNullable(holds);
  }
}
