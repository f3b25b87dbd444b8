package io.cloister.answering;

import io.cloister.answering.ground.Token;
import io.cloister.answering.ground.Words;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a question that leans on the one before it stand alone, without a model: by the weighty
 * words of the one before.
 */
final class FollowUp {

  // a question of fewer weighty words seldom says what it is about
  private static final int FEW = 3;
  private static final Set<String> POINTING =
      Set.of(
          "it",
          "its",
          "they",
          "them",
          "their",
          "he",
          "his",
          "him",
          "she",
          "her",
          "this",
          "that",
          "these",
          "those",
          "there",
          "then",
          "instead",
          "otherwise",
          "er",
          "sie",
          "es",
          "ihr",
          "ihre",
          "ihren",
          "sein",
          "seine",
          "dies",
          "diese",
          "dieser",
          "dieses",
          "dort",
          "dann",
          "dafür",
          "davon",
          "dazu",
          "damit",
          "daran",
          "sonst",
          "stattdessen",
          "il",
          "elle",
          "ils",
          "cela",
          "ça",
          "eso",
          "esto",
          "ella",
          "ello");

  private FollowUp() {}

  /**
   * @param earlier the questions before it, the first one first
   */
  static String standingAlone(String question, List<String> earlier) {
    if (earlier.isEmpty() || !leans(question)) {
      return question;
    }
    var own = Asked.of(question);
    var before = Asked.of(earlier.getLast());
    var context = before.terms();
    if (earlier.size() > 1 && leans(earlier.getLast())) {
      context =
          java.util.stream.Stream.concat(
                  Asked.of(earlier.get(earlier.size() - 2)).terms().stream(), context.stream())
              .toList();
    }
    var missing =
        context.stream()
            .filter(
                term -> own.terms().stream().noneMatch(o -> Words.areForms(o.key(), term.key())))
            .map(Token::text)
            .distinct()
            .collect(Collectors.joining(" "));
    return missing.isEmpty() ? question : question + " " + missing;
  }

  private static boolean leans(String question) {
    return Asked.of(question).terms().size() < FEW
        || Words.of(question).stream().anyMatch(word -> POINTING.contains(word.key()));
  }
}
