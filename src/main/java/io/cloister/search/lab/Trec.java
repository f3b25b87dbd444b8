package io.cloister.search.lab;

import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judgements as TREC writes them, one a line: {@code topic 0 document relevance}; and beside them
 * the topics, {@code topic<TAB>query}. A relevance over 0 is relevant.
 */
public final class Trec {

  private Trec() {}

  /** One judgement. */
  record Line(String topic, DocumentId document, boolean relevant) {}

  /**
   * @param unread how many lines are no judgement
   */
  record Read(List<Line> lines, int unread) {}

  /** The judgements of the cases. */
  public static String qrels(List<JudgedCase> cases) {
    return cases.stream()
        .flatMap(one ->
            one.judgements().stream()
                .map(judged ->
                    "%d 0 %s %d\n"
                        .formatted(
                            one.number(), judged.document().id(), judged.relevant() ? 1 : 0)))
        .collect(Collectors.joining());
  }

  /** Their queries. */
  public static String topics(List<JudgedCase> cases) {
    return cases.stream()
        .map(one -> "%d\t%s\n".formatted(one.number(), one.query().replaceAll("\\s+", " ")))
        .collect(Collectors.joining());
  }

  /** Queries by topic. */
  static Map<String, String> topics(String text) {
    var topics = new LinkedHashMap<String, String>();
    text.lines()
        .map(line -> line.strip().split("\t", 2))
        .filter(parts -> parts.length == 2 && !parts[1].isBlank())
        .forEach(parts -> topics.put(parts[0].strip(), parts[1].strip()));
    return topics;
  }

  static Read qrels(String text) {
    var lines = new ArrayList<Line>();
    int unread = 0;
    for (var written : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
      var line = line(written.split("\\s+", 0));
      line.ifPresent(lines::add);
      unread += line.isPresent() ? 0 : 1;
    }
    return new Read(lines, unread);
  }

  private static Optional<Line> line(String[] parts) {
    if (parts.length != 4 || !parts[3].matches("-?\\d{1,9}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Line(parts[0], DocumentId.of(parts[2]), Integer.parseInt(parts[3]) > 0));
    } catch (NotFound _) {
      return Optional.empty(); // no document has such an id
    }
  }
}
