package io.cloister.sources.place;

import io.cloister.egress.TlsTrouble;
import java.io.IOException;
import javax.net.ssl.SSLException;

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

  /** Of what went wrong on the way. */
  public static PlaceFailed of(IOException cause) {
    return new PlaceFailed(
        cause instanceof SSLException tls ? ofTls(tls) : SourceProblem.UNREACHABLE, cause);
  }

  private static SourceProblem ofTls(SSLException broken) {
    return switch (TlsTrouble.of(broken)) {
      case UNKNOWN_AUTHORITY -> SourceProblem.UNKNOWN_AUTHORITY;
      case WANTS_CERTIFICATE -> SourceProblem.WANTS_CERTIFICATE;
      case OTHER -> SourceProblem.NOT_TRUSTED;
    };
  }

  public SourceProblem problem() {
    return problem;
  }
}
