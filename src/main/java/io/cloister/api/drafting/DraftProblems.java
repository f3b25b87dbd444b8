package io.cloister.api.drafting;

import io.cloister.drafting.DraftRefused;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the contract answers when something cannot be drafted as it was asked. */
@RestControllerAdvice("io.cloister.api.drafting")
@Order(Ordered.HIGHEST_PRECEDENCE)
class DraftProblems {

  @ExceptionHandler
  ProblemDetail refused(DraftRefused e) {
    var problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    problem.setTitle("Not valid");
    problem.setProperty("code", e.code());
    problem.setProperty("hint", e.hint());
    problem.setProperty(
        "errors", List.of(Map.of("field", e.field(), "message", String.valueOf(e.getMessage()))));
    return problem;
  }
}
