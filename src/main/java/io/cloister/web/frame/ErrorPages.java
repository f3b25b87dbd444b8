package io.cloister.web.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Words a failure for people: a page, or a part of a page. */
@Component
class ErrorPages {

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
}
