package io.cloister.web.data;

import io.cloister.egress.Walls;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.models.SealedSecrets;
import io.cloister.models.SettingRefused;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows where the data lies and what may leave. */
@Controller
class DataPages {

  private final Walls walls;
  private final SealedSecrets secrets;
  private final CurrentActor actor;
  private final Path data;

  DataPages(
      Walls walls,
      SealedSecrets secrets,
      CurrentActor actor,
      @Value("${cloister.data}") Path data) {
    this.walls = walls;
    this.secrets = secrets;
    this.actor = actor;
    this.data = data;
  }

  @GetMapping("/admin/data")
  String page(@RequestParam(required = false) @Nullable String done, Model model) {
    actor.require(Role.ADMIN, "see what may leave");
    model.addAttribute("done", "rotated".equals(done) ? done : null);
    return page(model);
  }

  private String page(Model model) {
    var places = walls.places();
    model.addAttribute("folder", data.toAbsolutePath().normalize());
    model.addAttribute("places", places);
    model.addAttribute("open", places.stream().filter(Walls.Place::isAllowed).count());
    model.addAttribute("blocked", walls.blocked());
    model.addAttribute("secrets", secrets.state(actor.get()));
    return "data/page";
  }

  @PostMapping("/admin/data/master-key")
  String rotate(Model model, HttpServletResponse response) {
    try {
      secrets.rotate(actor.get());
      return "redirect:/admin/data?done=rotated";
    } catch (SettingRefused e) {
      response.setStatus(409);
      model.addAttribute("refused", e.code());
      return page(model);
    }
  }
}
