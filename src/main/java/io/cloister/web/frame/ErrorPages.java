package io.cloister.web.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Words a failure for whoever asked: a page, a part of a page, or a problem document. */
@Component
class ErrorPages {

  private final MessageSource messages;

  ErrorPages(MessageSource messages) {
    this.messages = messages;
  }

  /** Whether a program asked, so that a page would be no use to it. */
  static boolean isForProgram(HttpServletRequest request, String path) {
    if (path.startsWith("/api/") || path.startsWith("/v1/") || path.startsWith("/actuator/")) {
      return true;
    }
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("json") && !accept.contains(MediaType.TEXT_HTML_VALUE);
  }

  /**
   * @param detail what was wrong just now, in the words of whoever noticed; null to say it
   *     generally
   */
  ModelAndView page(HttpServletRequest request, WhatWentWrong what, @Nullable String detail) {
    boolean part =
        "true".equals(request.getHeader("HX-Request"))
            && !"full".equals(request.getHeader("HX-Request-Type"));
    var page = new ModelAndView(part ? "error/part" : "error/page", what.status());
    page.addAllObjects(
        Map.of(
            "status", what.status().value(),
            "errorTitle", what.title(),
            "errorText", what.text(),
            "errorHint", what.hint()));
    page.addObject("detail", detail);
    return page;
  }

  ProblemDetail problem(WhatWentWrong what) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            what.status(), messages.getMessage(what.text(), null, Locale.ENGLISH));
    problem.setTitle(messages.getMessage(what.title(), null, Locale.ENGLISH));
    problem.setType(URI.create("urn:cloister:problem:" + what.code()));
    problem.setProperty("code", what.code());
    problem.setProperty("hint", messages.getMessage(what.hint(), null, Locale.ENGLISH));
    return problem;
  }
}
