package io.cloister.api.drafting;

import io.cloister.api.Problems;
import io.cloister.api.Problems.FieldError;
import io.cloister.drafting.DraftRefused;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the contract answers when something cannot be drafted as it was asked. */
@RestControllerAdvice("io.cloister.api.drafting")
@Order(-1)
class DraftProblems {

  @ExceptionHandler
  ProblemDetail refused(DraftRefused e) {
    var detail = String.valueOf(e.getMessage());
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        e.code(),
        detail,
        e.hint(),
        List.of(new FieldError(e.field(), detail)));
  }
}
