package io.cloister.answering;

import io.cloister.search.Hit;
import java.util.List;
import java.util.stream.Collectors;

/** What came of a question: words with their sources, or why there are none. */
public sealed interface Answer {

  /** The name in the HTTP contract: {@code answered}, {@code not-found}… */
  String outcome();

  /** An answer that has words, even if not all that were wanted. */
  sealed interface Worded extends Answer {
    Words words();
  }

  /** Every sentence is supported by what it cites. */
  record Answered(Words words) implements Worded {
    @Override
    public String outcome() {
      return "answered";
    }
  }

  /** Some sentences, or all, are not supported; each says so itself. */
  record PartlyGrounded(Words words) implements Worded {
    @Override
    public String outcome() {
      return "partly-grounded";
    }
  }

  /** The model was cut off, ran out of time or gave no text; what there is. */
  record Incomplete(Words words) implements Worded {
    @Override
    public String outcome() {
      return "incomplete";
    }
  }

  /** The asker stopped it; what there is. */
  record Stopped(Words words) implements Worded {
    @Override
    public String outcome() {
      return "stopped";
    }
  }

  /**
   * Nothing that the asker may read answers it.
   *
   * @param nearest what comes nearest, best first
   */
  record NothingFound(List<Hit> nearest) implements Answer {

    public NothingFound {
      nearest = List.copyOf(nearest);
    }

    @Override
    public String outcome() {
      return "not-found";
    }
  }

  /** A model was asked for and none is wired. */
  record NoModel() implements Answer {
    @Override
    public String outcome() {
      return "no-model";
    }
  }

  /** A policy forbids sending the sources to any model of the route. */
  record Blocked(String rule) implements Answer {
    @Override
    public String outcome() {
      return "blocked";
    }
  }

  /** The budget is spent. */
  record OverBudget(String budget) implements Answer {
    @Override
    public String outcome() {
      return "over-budget";
    }
  }

  /** No model answered, or it refused. */
  record Failed(String reason) implements Answer {
    @Override
    public String outcome() {
      return "failed";
    }
  }

  /** The sentences in order, and the sources they cite by number. */
  record Words(List<CheckedSentence> sentences, List<Citation> citations) {

    public static final Words NONE = new Words(List.of(), List.of());

    public Words {
      sentences = List.copyOf(sentences);
      citations = List.copyOf(citations);
    }

    /** All of it, as Markdown with marks such as {@code [1]}. */
    public String text() {
      return sentences.stream()
          .map(sentence -> sentence.gap() + sentence.text())
          .collect(Collectors.joining())
          .strip();
    }

    /** How many sentences are supported. */
    public long supported() {
      return sentences.stream().filter(CheckedSentence::isSupported).count();
    }

    boolean isEmpty() {
      return sentences.isEmpty();
    }
  }
}
