package io.cloister.drafting;

import io.cloister.answering.Grounding;
import io.cloister.answering.Verdict;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Checks sentences against the passages that they cite. */
@Component
class Checking {

  private final Grounding grounding;
  private final Passages passages;

  Checking(Grounding grounding, Passages passages) {
    this.grounding = grounding;
    this.passages = passages;
  }

  /**
   * @param source the sentence in Markdown
   * @param citations those that it may cite; marks of others count for nothing
   */
  Sentence check(String source, List<Citation> citations, String language, Sentence.Author author) {
    var marks = Markup.marks(source);
    var cited = citations.stream().filter(citation -> marks.contains(citation.n())).toList();
    var texts = cited.stream().map(this::passage).toList();
    var verdict = grounding.check(Markup.unmarked(source), texts, language);
    return new Sentence(
        Markup.plain(source),
        supportOf(verdict),
        reasonsOf(verdict),
        cited.stream().map(Citation::n).toList(),
        author);
  }

  // a passage that was split anew since may not hold the quote any more
  private String passage(Citation citation) {
    return passages
        .find(citation.passage())
        .map(Passage::text)
        .filter(text -> text.contains(citation.quote()))
        .orElse(citation.quote());
  }

  static Sentence.Support supportOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Supported _ -> Sentence.Support.SUPPORTED;
      case Verdict.Unsupported _ -> Sentence.Support.UNSUPPORTED;
      case Verdict.Uncited _ -> Sentence.Support.UNCITED;
    };
  }

  private static List<String> reasonsOf(Verdict verdict) {
    return verdict instanceof Verdict.Unsupported unsupported
        ? unsupported.reasons().stream()
            .map(reason -> reason.name().toLowerCase(Locale.ROOT))
            .toList()
        : List.of();
  }
}
