package io.cloister.answering;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * A sentence of an answer and what its check came to.
 *
 * @param gap the white space between it and what stands before it
 * @param text as it is read, with its marks such as {@code [1]}
 * @param citations the numbers of the sources it cites
 * @param verdict {@code supported}, {@code unsupported} or {@code uncited}
 * @param reasons why it is not supported, as {@link Verdict.Reason#word} says them; else empty
 */
public record CheckedSentence(
    String gap, String text, List<Integer> citations, String verdict, List<String> reasons) {

  public CheckedSentence {
    citations = List.copyOf(citations);
    reasons = List.copyOf(reasons);
  }

  static CheckedSentence of(String gap, String text, List<Integer> citations, Verdict verdict) {
    var reasons =
        verdict instanceof Verdict.Unsupported(var why)
            ? why.stream().map(Verdict.Reason::word).toList()
            : List.<String>of();
    return new CheckedSentence(gap, text, citations, verdict.word(), reasons);
  }

  @JsonIgnore
  public boolean isSupported() {
    return verdict.equals("supported");
  }
}
