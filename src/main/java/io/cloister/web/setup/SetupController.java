package io.cloister.web.setup;

import io.cloister.identity.AccountConflict;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.identity.Setup;
import io.cloister.web.access.BrowserSessions;
import io.cloister.web.access.Transport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Three steps: the first administrator, the sample library, a model. */
@Controller
class SetupController {

  private final Setup setup;
  private final BrowserSessions sessions;
  private final CurrentActor current;

  SetupController(Setup setup, BrowserSessions sessions, CurrentActor current) {
    this.setup = setup;
    this.sessions = sessions;
    this.current = current;
  }

  @GetMapping("/setup")
  String administrator(
      @RequestParam(defaultValue = "") String link,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (!setup.isOpen()) {
      return request.getUserPrincipal() == null ? "redirect:/sign-in" : "redirect:/setup/samples";
    }
    boolean valid = setup.isValid(link);
    if (!valid && !link.isEmpty()) {
      response.setStatus(HttpStatus.FORBIDDEN.value());
    }
    return page(valid ? null : link.isEmpty() ? "none" : "invalid", link, "admin", request, model);
  }

  @PostMapping("/setup")
  String claim(
      @RequestParam(defaultValue = "") String link,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (!Transport.isPrivate(request)) {
      response.setStatus(HttpStatus.FORBIDDEN.value());
      return page(null, link, name, request, model);
    }
    if (!password.equals(again)) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page("differs", link, name, request, model);
    }
    try {
      var person = setup.claim(link, name, "", password);
      sessions.begin(person.id(), request, response);
      return "redirect:/setup/samples";
    } catch (AccountConflict e) {
      response.setStatus(HttpStatus.FORBIDDEN.value());
      return page("invalid", link, name, request, model);
    } catch (IllegalArgumentException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page("rules", link, name, request, model);
    }
  }

  @GetMapping("/setup/samples")
  String samples() {
    administrator();
    return "setup/samples";
  }

  @GetMapping("/setup/models")
  String models() {
    administrator();
    return "setup/models";
  }

  private void administrator() {
    current.require(Role.ADMIN, "set up the server");
  }

  private static String page(
      @Nullable String problem, String link, String name, HttpServletRequest request, Model model) {
    model.addAttribute("problem", problem);
    model.addAttribute("link", link);
    model.addAttribute("name", name);
    model.addAttribute("transport", Transport.isPrivate(request));
    return "setup/administrator";
  }
}
