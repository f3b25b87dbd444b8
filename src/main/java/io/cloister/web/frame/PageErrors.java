package io.cloister.web.frame;

import io.cloister.database.NoRoomOnDisk;
import io.cloister.identity.AccountConflict;
import io.cloister.identity.FieldRefused;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Refused;
import io.cloister.library.AtOnce;
import io.cloister.library.Conflict;
import io.cloister.library.NotFound;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.IndexUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.springframework.dao.DataAccessException;
import org.springframework.validation.BindException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;

/** What pages say when a room refuses; the rest is left to {@link LastResort}. */
@ControllerAdvice("io.cloister.web")
class PageErrors {

  private final ErrorPages pages;

  PageErrors(ErrorPages pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  ModelAndView notAllowed(NotAllowed e, HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(403), e.getMessage());
  }

  /** Also an address whose id is none: there is no such page. */
  @ExceptionHandler({NotFound.class, MethodArgumentTypeMismatchException.class})
  ModelAndView notFound(HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(404), null);
  }

  /** What else a write fails for is a mistake of ours. */
  @ExceptionHandler
  ModelAndView atOnce(DataAccessException e, HttpServletRequest request) {
    if (!AtOnce.isBehind(e)) {
      throw e;
    }
    return conflict(AtOnce.conflict(), request);
  }

  @ExceptionHandler(NoRoomOnDisk.class)
  ModelAndView full(HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(507), null);
  }

  @ExceptionHandler({Conflict.class, AccountConflict.class})
  ModelAndView conflict(Refused e, HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(409), e.getMessage() + ". " + e.hint());
  }

  /** What a form cannot have sent that was filled on its page: pages tell the rest themselves. */
  @ExceptionHandler
  ModelAndView refused(FieldRefused e, HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(422), e.getMessage() + ". " + e.hint());
  }

  /** A room's own guard speaks to whoever asked; what a library refuses is a mistake of ours. */
  @ExceptionHandler
  ModelAndView invalid(IllegalArgumentException e, HttpServletRequest request) {
    var thrower =
        Arrays.stream(e.getStackTrace())
            .map(StackTraceElement::getClassName)
            .filter(name -> !name.equals("org.springframework.util.Assert"))
            .findFirst();
    if (thrower.filter(name -> name.startsWith("io.cloister.")).isEmpty()) {
      throw e;
    }
    return pages.page(request, WhatWentWrong.of(422), e.getMessage());
  }

  @ExceptionHandler({IndexUnavailable.class, EmbedderUnavailable.class})
  ModelAndView unavailable(HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(503), null);
  }

  @ExceptionHandler({
    BindException.class,
    ServletRequestBindingException.class,
    HandlerMethodValidationException.class,
    MultipartException.class
  })
  ModelAndView malformed(HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(400), null);
  }

  @ExceptionHandler(MaxUploadSizeExceededException.class)
  ModelAndView tooLarge(HttpServletRequest request) {
    return pages.page(request, WhatWentWrong.of(413), null);
  }
}
