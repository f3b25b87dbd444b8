package io.cloister.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import tools.jackson.databind.json.JsonMapper;

/** Problem documents as the contract wants them. */
@Component
public class Problems {

  private final JsonMapper json;

  Problems(JsonMapper json) {
    this.json = json;
  }

  /** One thing wrong with one field of a request. */
  public record FieldError(String field, String message) {}

  public static ProblemDetail of(HttpStatus status, String code, String detail, String hint) {
    return of(status, code, detail, hint, List.of());
  }

  public static ProblemDetail of(
      HttpStatus status, String code, String detail, String hint, List<FieldError> errors) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:cloister:problem:" + code));
    problem.setTitle(status.getReasonPhrase());
    problem.setProperty("code", code);
    problem.setProperty("hint", hint);
    if (!errors.isEmpty()) {
      problem.setProperty("errors", errors);
    }
    return problem;
  }

  /** Answers with the problem where no controller is there to do it. */
  public void write(ProblemDetail problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var own = WebUtils.getNativeResponse(response, OwnProblems.class);
    if (own != null) {
      own.write(problem);
      return;
    }
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", problem.getType());
    shape.put("title", problem.getTitle());
    shape.put("status", problem.getStatus());
    shape.put("detail", problem.getDetail());
    shape.put("instance", request.getRequestURI());
    if (problem.getProperties() != null) {
      shape.putAll(problem.getProperties());
    }
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(json.writeValueAsString(shape).getBytes(StandardCharsets.UTF_8));
  }
}
