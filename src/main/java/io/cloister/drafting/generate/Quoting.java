package io.cloister.drafting.generate;

import io.cloister.drafting.Citation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the sentences that are quoted in a section: near to what it seeks, near to the middle of
 * their document, early in it, and unlike each other (maximal marginal relevance, J. Carbonell and
 * J. Goldstein, SIGIR 1998, doi:10.1145/290941.291025, with the penalty weighted 0.3).
 */
final class Quoting {

  private static final double SEEKS = 0.45;
  private static final double CENTRAL = 0.25;
  private static final double LEAD = 0.15;
  private static final double LEANING = 0.12;
  private static final double LIKE_OTHERS = 0.3;
  private static final double THE_SAME = 0.93;

  private Quoting() {}

  /**
   * @param taken what other sections quote already; none of it is quoted again
   * @return the chosen, in reading order; fewer than the section may have if the sources say no
   *     more
   */
  static List<Candidate> choose(
      Aim aim, Goal goal, List<Candidate> candidates, List<Citation> taken) {
    var open = new ArrayList<Scored>();
    var before = new ArrayList<float[]>();
    for (var candidate : candidates) {
      if (taken.stream().anyMatch(candidate::isAt)) {
        before.add(candidate.vector());
      } else if (aim.isServedBy(candidate.text())) {
        open.add(new Scored(candidate, score(goal, candidate)));
      }
    }
    var chosen = new ArrayList<Candidate>();
    while (chosen.size() < aim.plan().sentences() && !open.isEmpty()) {
      open.removeIf(one -> nearest(one.candidate(), before) > THE_SAME);
      var best =
          open.stream()
              .max(
                  Comparator.comparingDouble(
                      one -> one.score() - LIKE_OTHERS * nearestChosen(one.candidate(), chosen)));
      if (best.isEmpty()) {
        break;
      }
      open.remove(best.get());
      chosen.add(best.get().candidate());
      before.add(best.get().candidate().vector());
    }
    chosen.sort(Comparator.comparingInt(candidates::indexOf));
    return chosen;
  }

  private static double score(Goal goal, Candidate candidate) {
    return SEEKS * goal.nearness(candidate)
        + CENTRAL * candidate.centrality()
        + LEAD / (1 + candidate.source().passage().ordinal() / 2.0)
        - (Quotable.needsItsContext(candidate.text()) ? LEANING : 0);
  }

  private static double nearestChosen(Candidate candidate, List<Candidate> chosen) {
    return nearest(candidate, chosen.stream().map(Candidate::vector).toList());
  }

  private static double nearest(Candidate candidate, List<float[]> others) {
    return others.stream()
        .mapToDouble(other -> Vectors.cosine(other, candidate.vector()))
        .max()
        .orElse(0);
  }

  private record Scored(Candidate candidate, double score) {}
}
