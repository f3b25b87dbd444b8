package io.cloister.search.lab;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.search.SearchQuery;
import io.cloister.search.finding.Finder;
import io.cloister.search.lab.JudgedRun.Moved;
import io.cloister.search.lab.JudgedRun.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Measures settings by the judged cases. */
@Component
public class JudgedRuns {

  private static final int MOST_SHOWN = 100;

  private final JudgedCases cases;
  private final Trials trials;
  private final Finder finder;
  private final Collections collections;

  JudgedRuns(JudgedCases cases, Trials trials, Finder finder, Collections collections) {
    this.cases = cases;
    this.trials = trials;
    this.finder = finder;
    this.collections = collections;
  }

  /** Asks each case twice, within what the actor may read. */
  public JudgedRun run(Knobs knobs, Actor actor) {
    actor.require(Role.ADMIN, "run the judged cases");
    var scope = collections.scopeOf(actor);
    var all = cases.all(actor);
    int judged = 0;
    double usual = 0;
    double tried = 0;
    var moved = new ArrayList<Moved>();
    for (var one : all) {
      if (!one.right().isEmpty()) {
        var both = compared(one, knobs, scope);
        judged++;
        usual += both.usual();
        tried += both.tried();
        if (!both.steps().isEmpty()) {
          moved.add(both);
        }
      }
    }
    moved.sort(Comparator.comparingDouble((Moved one) -> one.tried() - one.usual()));
    return new JudgedRun(
        all.size(),
        judged,
        judged == 0 ? null : usual / judged,
        judged == 0 ? null : tried / judged,
        moved.stream().limit(MOST_SHOWN).toList());
  }

  private Moved compared(JudgedCase one, Knobs knobs, AccessScope scope) {
    var said = SearchQuery.of(one.query(), SearchQuery.Grouping.DOCUMENT, Ndcg.DEPTH);
    var query = finder.find(said, Finder.Wish.ALL, scope).asked();
    var before = trials.best(query, trials.usual(), scope);
    var after = trials.best(query, knobs, scope);
    return new Moved(
        one.number(),
        one.query(),
        Ndcg.of(before, one.right()),
        Ndcg.of(after, one.right()),
        steps(one, before, after));
  }

  private static List<Step> steps(JudgedCase one, List<DocumentId> before, List<DocumentId> after) {
    return one.judgements().stream()
        .filter(JudgedCase.Judgement::relevant)
        .map(judged -> {
          var id = judged.document().id();
          return new Step(judged.document().title(), before.indexOf(id) + 1, after.indexOf(id) + 1);
        })
        .filter(step -> step.before() != step.after())
        .toList();
  }
}
