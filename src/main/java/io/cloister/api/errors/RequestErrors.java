package io.cloister.api.errors;

import io.cloister.api.Problems;
import io.cloister.api.Problems.FieldError;
import io.cloister.api.limits.BodyTooLarge;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/** What is wrong with a request itself. */
@RestControllerAdvice("io.cloister.api")
@Order(0)
class RequestErrors {

  private static final String CORRECT = "Correct the fields named in errors and send it again.";

  @ExceptionHandler
  ProblemDetail invalid(BindException e) {
    var errors =
        e.getBindingResult().getFieldErrors().stream()
            .map(error -> new FieldError(error.getField(), text(error.getDefaultMessage())))
            .toList();
    return invalid(errors);
  }

  @ExceptionHandler
  ProblemDetail invalid(HandlerMethodValidationException e) {
    var errors =
        e.getParameterValidationResults().stream()
            .flatMap(result ->
                result.getResolvableErrors().stream()
                    .map(error ->
                        new FieldError(
                            text(result.getMethodParameter().getParameterName()),
                            text(error.getDefaultMessage()))))
            .toList();
    return invalid(errors);
  }

  private static ProblemDetail invalid(List<FieldError> errors) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid",
        "Not valid: "
            + errors.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; ")),
        CORRECT,
        errors);
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge tooLarge) {
        return tooLarge.problem();
      }
      if (cause instanceof StreamConstraintsException) {
        return Problems.of(
            HttpStatus.CONTENT_TOO_LARGE,
            "too-large",
            "The body holds more values than a call may have, or is nested too deep",
            "Send it in parts.");
      }
      if (cause instanceof IllegalArgumentException && RoomErrors.isOurs(cause)) {
        return RoomErrors.invalid(RoomErrors.message(cause));
      }
    }
    var field = field(e.getCause());
    return Problems.of(
        HttpStatus.BAD_REQUEST,
        "malformed",
        field.isEmpty()
            ? "The body is missing or is not the JSON that is expected here"
            : "The field '%s' is not of the type that is expected here".formatted(field),
        "Compare it with the description at /api/openapi.json.",
        field.isEmpty() ? List.of() : List.of(new FieldError(field, "has the wrong type")));
  }

  /** The path of the offending field; never its value, which may be text of a document. */
  private static String field(@Nullable Throwable cause) {
    if (!(cause instanceof DatabindException e)) {
      return "";
    }
    return e.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }

  @ExceptionHandler
  ProblemDetail missing(MissingServletRequestParameterException e) {
    return missing(e.getParameterName());
  }

  @ExceptionHandler
  ProblemDetail missing(MissingServletRequestPartException e) {
    return missing(e.getRequestPartName());
  }

  private static ProblemDetail missing(String name) {
    return Problems.of(
        HttpStatus.BAD_REQUEST,
        "malformed",
        "'%s' is missing".formatted(name),
        "Send it; /api/openapi.json describes the call.",
        List.of(new FieldError(name, "is missing")));
  }

  @ExceptionHandler
  ProblemDetail mismatch(MethodArgumentTypeMismatchException e) {
    if (e.getParameter().hasParameterAnnotation(PathVariable.class)) {
      return Problems.of(
          HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address", "Check the id.");
    }
    return Problems.of(
        HttpStatus.BAD_REQUEST,
        "malformed",
        "'%s' is not of the type that is expected here".formatted(e.getName()),
        CORRECT,
        List.of(new FieldError(e.getName(), "has the wrong type")));
  }

  @ExceptionHandler({ServletRequestBindingException.class, MultipartException.class})
  ProblemDetail malformed() {
    return Problems.of(
        HttpStatus.BAD_REQUEST,
        "malformed",
        "The request could not be understood",
        "Compare it with the description at /api/openapi.json.");
  }

  @ExceptionHandler
  ProblemDetail tooLarge(MaxUploadSizeExceededException e) {
    return Problems.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "too-large",
        "The upload is larger than this server takes",
        "Send fewer or smaller files, or have spring.servlet.multipart.max-file-size raised.");
  }

  @ExceptionHandler
  ProblemDetail wrongType(HttpMediaTypeNotSupportedException e) {
    return Problems.of(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        "This call does not take "
            + (e.getContentType() == null ? "a body without a type" : e.getContentType()),
        "Use one of: "
            + e.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .collect(Collectors.joining(", "))
                .toLowerCase(Locale.ROOT));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notAcceptable(HttpMediaTypeNotAcceptableException e) {
    return ResponseEntity.status(HttpStatus.NOT_ACCEPTABLE)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Problems.of(
                HttpStatus.NOT_ACCEPTABLE,
                "not-acceptable",
                "This call cannot answer in what the header Accept asks for",
                "Accept one of: "
                    + e.getSupportedMediaTypes().stream()
                        .map(MediaType::toString)
                        .collect(Collectors.joining(", "))));
  }

  private static String text(@Nullable String message) {
    return message == null ? "is not valid" : message;
  }
}
