package io.cloister.search.lucene.page;

import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.Analysis.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;

/** Cuts from a passage the stretches with the most words of the query, and marks these. */
public final class Highlights {

  private static final int LENGTH = 260;
  private static final int BEFORE = 50;
  private static final int MOST = 2;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Analysis analysis;
  private final CharArraySet terms;

  /**
   * @param terms of all words of the query
   */
  public Highlights(Analysis analysis, Set<String> terms) {
    this.analysis = analysis;
    this.terms = new CharArraySet(terms, false);
  }

  private record Stretch(int start, int end, Set<String> terms) {}

  /**
   * @param language by whose rules the passage was indexed
   * @return HTML-escaped but for {@code <mark>}, without lines that are drawn; the passage's
   *     beginning if no word is in it
   */
  List<String> of(String passage, String language) {
    var text = DrawnLines.without(passage);
    var marks = terms.isEmpty() ? List.<Token>of() : analysis.tokens(language, text, terms);
    if (marks.isEmpty()) {
      return List.of(cut(text, new Stretch(0, Math.min(LENGTH, text.length()), Set.of()), marks));
    }
    var chosen = new ArrayList<Stretch>();
    var covered = new HashSet<String>();
    while (chosen.size() < MOST) {
      var best = best(text, marks, chosen, covered);
      if (best == null) {
        break;
      }
      chosen.add(best);
      covered.addAll(best.terms());
    }
    return chosen.stream()
        .sorted(Comparator.comparingInt(Stretch::start))
        .map(stretch -> cut(text, stretch, marks))
        .toList();
  }

  private static @org.jspecify.annotations.Nullable Stretch best(
      String text, List<Token> marks, List<Stretch> chosen, Set<String> covered) {
    Stretch best = null;
    int most = 0;
    for (var mark : marks) {
      int start = Math.max(0, mark.start() - BEFORE);
      int end = Math.min(text.length(), start + LENGTH);
      boolean overlaps =
          chosen.stream().anyMatch(other -> start < other.end() && other.start() < end);
      if (overlaps) {
        continue;
      }
      var terms = new HashSet<String>();
      for (var other : marks) {
        if (other.start() >= start && other.end() <= end && !covered.contains(other.term())) {
          terms.add(other.term());
        }
      }
      if (terms.size() > most) {
        most = terms.size();
        best = new Stretch(start, end, terms);
      }
    }
    return best;
  }

  private static String cut(String text, Stretch stretch, List<Token> marks) {
    int start = stretch.start() == 0 ? 0 : afterBlank(text, stretch.start(), marks);
    int end = stretch.end() == text.length() ? text.length() : beforeBlank(text, stretch.end());
    var html = new StringBuilder(start > 0 ? "… " : "");
    int at = start;
    for (var mark : marks) {
      if (mark.start() < start || mark.end() > end || mark.end() <= at) {
        continue;
      }
      html.append(escaped(text, at, Math.max(at, mark.start())));
      html.append("<mark>").append(escaped(text, Math.max(at, mark.start()), mark.end()));
      html.append("</mark>");
      at = mark.end();
    }
    html.append(escaped(text, at, end));
    return html.append(end < text.length() ? " …" : "").toString().replace("</mark><mark>", "");
  }

  private static int afterBlank(String text, int from, List<Token> marks) {
    int limit =
        marks.stream().mapToInt(Token::start).filter(start -> start >= from).min().orElse(from);
    for (int i = from; i < limit; i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    return from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from - 1 : from;
  }

  private static int beforeBlank(String text, int to) {
    for (int i = to; i > to - 30 && i > 0; i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
  }

  private static String escaped(String text, int from, int to) {
    return BLANKS
        .matcher(text.substring(from, to))
        .replaceAll(" ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
