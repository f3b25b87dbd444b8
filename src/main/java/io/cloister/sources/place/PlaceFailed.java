package io.cloister.sources.place;

/** A place that cannot be looked at for the moment; the next look tries again. */
public class PlaceFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final SourceProblem problem;

  public PlaceFailed(SourceProblem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  public PlaceFailed(SourceProblem problem, Throwable cause) {
    super(problem.sentence(), cause);
    this.problem = problem;
  }

  public SourceProblem problem() {
    return problem;
  }
}
