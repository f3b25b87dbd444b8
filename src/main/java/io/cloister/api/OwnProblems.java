package io.cloister.api;

import java.io.IOException;
import org.springframework.http.ProblemDetail;

/** A response that tells problems in a shape of its own. */
public interface OwnProblems {

  void write(ProblemDetail problem) throws IOException;
}
