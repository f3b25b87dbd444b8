package io.cloister.web.frame;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
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
  Object error(HttpServletRequest request) {
    var what = WhatWentWrong.of(status(request));
    if (ErrorPages.isForProgram(request, path(request))) {
      return ResponseEntity.status(what.status())
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(pages.problem(what));
    }
    ModelAndView page = pages.page(request, what, null);
    return page;
  }

  /** Opened directly, there was no error: then there is nothing here. */
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : 404;
  }

  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        ? path
        : request.getRequestURI();
  }
}
