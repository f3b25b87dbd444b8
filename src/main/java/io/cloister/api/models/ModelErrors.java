package io.cloister.api.models;

import io.cloister.api.Problems;
import io.cloister.api.Problems.FieldError;
import io.cloister.models.SettingRefused;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the room of models refuses, as problems. */
@RestControllerAdvice("io.cloister.api.models")
@Order(0)
class ModelErrors {

  @ExceptionHandler
  ProblemDetail refused(SettingRefused e) {
    // what exactly is wrong with a certificate is for the words of pages
    var code = e.code().startsWith("authority-") ? "invalid" : e.code();
    var status =
        switch (code) {
          case "invalid", "kind-unsupported" -> HttpStatus.UNPROCESSABLE_CONTENT;
          case "secrets-locked" -> HttpStatus.SERVICE_UNAVAILABLE;
          default -> HttpStatus.CONFLICT;
        };
    var said = String.valueOf(e.getMessage());
    var errors =
        status == HttpStatus.UNPROCESSABLE_CONTENT
            ? List.of(new FieldError(e.field(), said))
            : List.<FieldError>of();
    return Problems.of(status, code, said, e.hint(), errors);
  }
}
