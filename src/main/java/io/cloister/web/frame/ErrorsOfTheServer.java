package io.cloister.web.frame;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import tools.jackson.databind.json.JsonMapper;

/**
 * Words what Tomcat turns away before any of our code sees it, as an address with {@code %00} in
 * it, in place of its own page.
 */
@Component
final class ErrorsOfTheServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  // the server begins before all of these do
  private final ObjectProvider<ITemplateEngine> templates;
  private final ObjectProvider<MessageSource> messages;
  private final ObjectProvider<JsonMapper> json;

  ErrorsOfTheServer(
      ObjectProvider<ITemplateEngine> templates,
      ObjectProvider<MessageSource> messages,
      ObjectProvider<JsonMapper> json) {
    this.templates = templates;
    this.messages = messages;
    this.json = json;
  }

  /** The valve that is added last is asked first; the others then find the error reported. */
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Words()));
  }

  private final class Words extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable broke) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      var mayWrite = new AtomicBoolean();
      response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, mayWrite);
      if (mayWrite.get()) {
        try {
          var head = RequestHead.of(request);
          write(WhatWentWrong.of(head.status(status)), head, request, response);
        } catch (IOException e) {
          // nobody is left to tell
        }
      }
    }
  }

  private void write(WhatWentWrong what, RequestHead head, Request request, Response response)
      throws IOException {
    boolean forProgram = ErrorPages.isForProgram(request, head.path());
    response.setStatus(what.status().value());
    response.setContentType(
        forProgram ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : "text/html;charset=UTF-8");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'");
    var writer = response.getReporter();
    if (writer != null) {
      writer.write(forProgram ? problem(what, head) : page(what, head, request));
      response.finishResponse();
    }
  }

  private String problem(WhatWentWrong what, RequestHead head) {
    var away = new TurnedAway(what.status(), head.method(), head.path(), null);
    return json.getObject().writeValueAsString(away.problem());
  }

  /** Without the frame, which is only within a request of ours. */
  private String page(WhatWentWrong what, RequestHead head, Request request) {
    var locales = locales(head, request);
    var said = locales.stream().map(locale -> said(what, locale)).toList();
    var words =
        Map.<String, Object>of(
            "status",
            what.status().value(),
            "said",
            said,
            "theme",
            Preferences.of(request).theme());
    return templates.getObject().process("error/apart", new Context(locales.getFirst(), words));
  }

  /** All of them where Tomcat gave up before it read which one is wanted. */
  private static List<Locale> locales(RequestHead head, Request request) {
    var preferences = Preferences.of(request);
    boolean isUnread =
        head.isTooLong()
            && preferences.language() == null
            && request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null;
    return isUnread ? List.of(Locale.ENGLISH, Locale.GERMAN) : List.of(preferences.locale(request));
  }

  private Said said(WhatWentWrong what, Locale locale) {
    var words = messages.getObject();
    return new Said(
        locale.getLanguage(),
        words.getMessage(what.title(), null, locale),
        words.getMessage(what.text(), null, locale),
        words.getMessage(what.hint(), null, locale),
        words.getMessage("frame.error.home", null, locale));
  }

  /** In one language. */
  record Said(String language, String title, String text, String hint, String home) {}
}
