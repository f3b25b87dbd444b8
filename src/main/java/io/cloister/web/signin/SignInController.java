package io.cloister.web.signin;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Setup;
import io.cloister.identity.SignIn;
import io.cloister.identity.SignInOutcome;
import io.cloister.web.access.BrowserSessions;
import io.cloister.web.access.Transport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInController {

  /** A path on this host: not //elsewhere, and nothing that a browser could bend. */
  private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[^\\\\\\p{Cntrl}]*");

  private final SignIn signIn;
  private final BrowserSessions sessions;
  private final Setup setup;
  private final CurrentActor current;

  SignInController(SignIn signIn, BrowserSessions sessions, Setup setup, CurrentActor current) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.setup = setup;
    this.current = current;
  }

  @GetMapping("/sign-in")
  @Nullable String show(
      @RequestParam(defaultValue = "/") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (request.getUserPrincipal() != null) {
      return to(own(next), response);
    }
    return page(null, "", next, request, model);
  }

  @PostMapping("/sign-in")
  @Nullable String signIn(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "/") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (!Transport.isPrivate(request)) {
      response.setStatus(HttpStatus.FORBIDDEN.value());
      return page(null, name, next, request, model);
    }
    return switch (signIn.attempt(name, password, request.getRemoteAddr())) {
      case SignInOutcome.Accepted accepted -> {
        sessions.begin(accepted.person().id(), request, response);
        yield to(own(next), response);
      }
      case SignInOutcome.Refused _ -> {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        yield page("refused", name, next, request, model);
      }
      case SignInOutcome.TooOften wait -> {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(
            HttpHeaders.RETRY_AFTER, String.valueOf(wait.retryAfter().toSeconds() + 1));
        model.addAttribute("seconds", wait.retryAfter().toSeconds() + 1);
        yield page("too-often", name, next, request, model);
      }
    };
  }

  @PostMapping("/sign-out")
  @Nullable String signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(request, response);
    signIn.ended(current.get());
    return to("/sign-in", response);
  }

  private String page(
      @Nullable String problem, String name, String next, HttpServletRequest request, Model model) {
    model.addAttribute("problem", problem);
    model.addAttribute("name", name);
    model.addAttribute("next", own(next));
    model.addAttribute("unclaimed", setup.isOpen());
    model.addAttribute("transport", Transport.isPrivate(request));
    return "signin/page";
  }

  private static String own(String next) {
    return OWN_PATH.matcher(next).matches() ? next : "/";
  }

  private static @Nullable String to(String path, HttpServletResponse response) {
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, path);
    return null;
  }
}
