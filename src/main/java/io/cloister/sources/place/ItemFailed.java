package io.cloister.sources.place;

import java.io.IOException;

/** An item that cannot be read for the moment, while others can. */
public class ItemFailed extends IOException {

  private static final long serialVersionUID = 1L;

  private final SourceProblem problem;

  public ItemFailed(SourceProblem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  public SourceProblem problem() {
    return problem;
  }
}
