package io.cloister.web.frame;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Answers whatever nobody else could: with a next step, and never with what broke inside. */
@Controller
class LastResort implements ErrorController {

  private final ErrorPages pages;

  LastResort(ErrorPages pages) {
    this.pages = pages;
  }

  @RequestMapping("${server.error.path:/error}")
  Object error(HttpServletRequest request, HttpServletResponse response) {
    var what = WhatWentWrong.of(status(request));
    var path = path(request);
    if (ErrorPages.isForProgram(request, path)) {
      return ResponseEntity.status(what.status())
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(new TurnedAway(what.status(), method(request), path, instead(response)).problem());
    }
    ModelAndView page = pages.page(request, what, null);
    return page;
  }

  /** What Spring says beside 405, 406 and 415. */
  private static @Nullable String instead(HttpServletResponse response) {
    return Stream.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT)
        .map(response::getHeader)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Opened directly, there was no error: then there is nothing here. */
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : 404;
  }

  /** An error is looked after as if it had been asked for by GET. */
  private static String method(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String method
        ? method
        : request.getMethod();
  }

  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        ? path
        : request.getRequestURI();
  }
}
