package io.cloister.web.data;

import io.cloister.egress.Walls;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows where the data lies and what may leave. */
@Controller
class DataPages {

  private final Walls walls;
  private final CurrentActor actor;
  private final Path data;

  DataPages(Walls walls, CurrentActor actor, @Value("${cloister.data}") Path data) {
    this.walls = walls;
    this.actor = actor;
    this.data = data;
  }

  @GetMapping("/admin/data")
  String page(Model model) {
    actor.require(Role.ADMIN, "see what may leave");
    var places = walls.places();
    model.addAttribute("folder", data.toAbsolutePath().normalize());
    model.addAttribute("places", places);
    model.addAttribute("open", places.stream().filter(Walls.Place::isAllowed).count());
    model.addAttribute("blocked", walls.blocked());
    return "data/page";
  }
}
