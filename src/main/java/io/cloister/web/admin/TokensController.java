package io.cloister.web.admin;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.TokenId;
import io.cloister.identity.Tokens;
import io.cloister.identity.UserId;
import io.cloister.library.NotFound;
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
@RequestMapping("/admin/tokens")
class TokensController {

  private static final String LIST = "redirect:/admin/tokens";

  private final Tokens tokens;
  private final People people;
  private final CurrentActor actor;
  private final Clock clock;

  TokensController(Tokens tokens, People people, CurrentActor actor, Clock clock) {
    this.tokens = tokens;
    this.people = people;
    this.actor = actor;
    this.clock = clock;
  }

  @GetMapping
  String list(@RequestParam(defaultValue = "0") int page, Model model) {
    administrator();
    Slice.of(tokens.all(), page).into(model);
    model.addAttribute("people", people.all().stream().filter(one -> !one.disabled()).toList());
    return "admin/tokens";
  }

  @PostMapping
  String create(
      @RequestParam UUID user,
      @RequestParam String name,
      @RequestParam(defaultValue = "90") int days,
      RedirectAttributes next) {
    var me = administrator();
    var owner = people.find(new UserId(user)).orElseThrow(() -> new NotFound("User", user));
    if (name.isBlank() || name.length() > 100 || days < 1 || days > 366) {
      next.addFlashAttribute("problem", "admin.tokens.rules");
      return LIST;
    }
    var issued = tokens.issue(owner.id(), name, clock.instant().plus(Duration.ofDays(days)), me);
    next.addFlashAttribute("secret", issued.secret());
    return LIST;
  }

  @PostMapping("/{id}/revoke")
  String revoke(@PathVariable UUID id, RedirectAttributes next) {
    var me = administrator();
    var token = tokens.find(new TokenId(id)).orElseThrow(() -> new NotFound("Token", id));
    tokens.revoke(token.id(), me);
    next.addFlashAttribute("done", "admin.tokens.revoked");
    return LIST;
  }

  private Actor administrator() {
    return actor.require(Role.ADMIN, "administer tokens");
  }
}
