package io.cloister.web.me;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Sessions;
import io.cloister.identity.SignIn;
import io.cloister.identity.TokenId;
import io.cloister.identity.Tokens;
import io.cloister.library.NotFound;
import io.cloister.web.access.BrowserSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/me")
class MeController {

  private static final String BACK = "redirect:/me";

  private final People people;
  private final Groups groups;
  private final Tokens tokens;
  private final Sessions sessions;
  private final BrowserSessions browser;
  private final SignIn signIn;
  private final CurrentActor actor;
  private final Clock clock;

  MeController(
      People people,
      Groups groups,
      Tokens tokens,
      Sessions sessions,
      BrowserSessions browser,
      SignIn signIn,
      CurrentActor actor,
      Clock clock) {
    this.people = people;
    this.groups = groups;
    this.tokens = tokens;
    this.sessions = sessions;
    this.browser = browser;
    this.signIn = signIn;
    this.actor = actor;
    this.clock = clock;
  }

  @GetMapping
  String show(HttpServletRequest request, Model model) {
    var me = actor.get();
    model.addAttribute("person", people.find(me.user()).orElseThrow());
    model.addAttribute(
        "groups", groups.all().stream().filter(g -> me.groups().contains(g.id())).toList());
    model.addAttribute("tokens", tokens.of(me.user()));
    model.addAttribute("sessions", sessions.of(me.user()));
    model.addAttribute("here", browser.current(request).orElse(null));
    return "me/page";
  }

  @PostMapping("/password")
  String password(
      @RequestParam String current,
      @RequestParam String password,
      @RequestParam String again,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes next) {
    var me = actor.get();
    if (!password.equals(again)) {
      return problem("me.password.differs", next);
    }
    if (!signIn.confirm(me, current, request.getRemoteAddr())) {
      return problem("me.password.wrong", next);
    }
    try {
      people.setPassword(me.user(), password, me);
    } catch (IllegalArgumentException e) {
      return problem("me.password.rules", next);
    }
    // all sessions have ended, this one too
    browser.begin(me.user(), request, response);
    return done("me.password.done", next);
  }

  @PostMapping("/tokens")
  String newToken(
      @RequestParam String name,
      @RequestParam(defaultValue = "90") int days,
      RedirectAttributes next) {
    var me = actor.get();
    if (name.isBlank() || name.length() > 100 || days < 1 || days > 366) {
      return problem("me.token.rules", next);
    }
    var issued = tokens.issue(me.user(), name, clock.instant().plus(Duration.ofDays(days)), me);
    next.addFlashAttribute("secret", issued.secret());
    return BACK + "#tokens";
  }

  @PostMapping("/tokens/{id}/revoke")
  String revoke(@PathVariable UUID id, RedirectAttributes next) {
    var me = actor.get();
    var token =
        tokens
            .find(new TokenId(id))
            .filter(found -> found.owner().equals(me.user()))
            .orElseThrow(() -> new NotFound("Token", id));
    tokens.revoke(token.id(), me);
    return done("me.token.revoked", next);
  }

  @PostMapping("/sessions/{id}/end")
  String end(@PathVariable UUID id, RedirectAttributes next) {
    sessions.end(id, actor.get().user());
    return done("me.session.ended", next);
  }

  private static String problem(String key, RedirectAttributes next) {
    next.addFlashAttribute("problem", key);
    return BACK;
  }

  private static String done(String key, RedirectAttributes next) {
    next.addFlashAttribute("done", key);
    return BACK;
  }
}
