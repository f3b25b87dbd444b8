package io.cloister.api.search;

import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import io.cloister.search.lab.JudgedCase;
import io.cloister.search.lab.JudgedCases;
import io.cloister.search.lab.JudgedRun;
import io.cloister.search.lab.JudgedRuns;
import io.cloister.search.lab.Trec;
import io.cloister.search.lab.Trials;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The judged cases of the deployment, for administrators. */
@RestController
@RequestMapping("/api/v1/judgements")
class JudgementsController {

  private static final int LONGEST = 1_000_000;

  private final JudgedCases cases;
  private final JudgedRuns runs;
  private final Trials trials;
  private final CurrentActor current;

  JudgementsController(JudgedCases cases, JudgedRuns runs, Trials trials, CurrentActor current) {
    this.cases = cases;
    this.runs = runs;
    this.trials = trials;
    this.current = current;
  }

  /** A query with what was said of documents. */
  record CaseShape(int number, String query, List<JudgementShape> judgements) {

    static CaseShape of(JudgedCase one) {
      return new CaseShape(
          one.number(),
          one.query(),
          one.judgements().stream()
              .map(judged ->
                  new JudgementShape(
                      judged.document().id().toString(),
                      judged.document().title(),
                      judged.relevant(),
                      judged.by(),
                      judged.at()))
              .toList());
    }
  }

  record JudgementShape(String document, String title, boolean relevant, String by, Instant at) {}

  @GetMapping
  List<CaseShape> list() {
    return cases.all(current.get()).stream().map(CaseShape::of).toList();
  }

  record GivenJudgement(
      @NotBlank @Size(max = JudgedCases.LONGEST_QUERY) String query,
      @NotBlank @Size(max = 100) String document,
      @NotNull Boolean relevant) {}

  /** What was said of the two before is replaced. */
  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void judge(@RequestBody @Valid GivenJudgement given) {
    cases.judge(given.query(), DocumentId.of(given.document()), given.relevant(), current.get());
  }

  @DeleteMapping("/{number}/{document}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable int number, @PathVariable String document) {
    cases.remove(number, DocumentId.of(document), current.get());
  }

  @GetMapping(path = "/qrels", produces = MediaType.TEXT_PLAIN_VALUE)
  String qrels() {
    return Trec.qrels(cases.all(current.get()));
  }

  @GetMapping(path = "/topics", produces = MediaType.TEXT_PLAIN_VALUE)
  String topics() {
    return Trec.topics(cases.all(current.get()));
  }

  /**
   * Judgements as TREC writes them.
   *
   * @param topics the queries, each line a topic of {@code qrels}, a tab and the query; missing for
   *     numbers that are known here
   */
  record GivenTrec(
      @Nullable @Size(max = LONGEST) String topics, @NotBlank @Size(max = LONGEST) String qrels) {}

  @PostMapping("/import")
  JudgedCases.Taken take(@RequestBody @Valid GivenTrec given) {
    return cases.take(given.topics() == null ? "" : given.topics(), given.qrels(), current.get());
  }

  /** Asks all of them with the usual settings and with these. */
  @PostMapping("/run")
  JudgedRun run(@RequestBody @Valid TrialsController.GivenKnobs given) {
    return runs.run(given.over(trials.usual()), current.get());
  }
}
