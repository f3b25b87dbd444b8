package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.Role;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.catalogue.Catalogue;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.Connections;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The models that one may choose; administrators enter them here. */
@Controller
@RequestMapping("/models/catalogue")
class CataloguePages {

  private final Catalogue catalogue;
  private final Connections connections;
  private final Groups groups;
  private final CurrentActor actor;

  CataloguePages(Catalogue catalogue, Connections connections, Groups groups, CurrentActor actor) {
    this.catalogue = catalogue;
    this.connections = connections;
    this.groups = groups;
    this.actor = actor;
  }

  @GetMapping
  String page(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute(
        "done", done != null && List.of("approved", "withdrawn").contains(done) ? done : null);
    return page(model);
  }

  private String page(Model model) {
    var me = actor.get();
    boolean admin = me.is(Role.ADMIN);
    var listed = admin ? catalogue.all(me) : catalogue.of(me);
    model.addAttribute("entries", listed);
    model.addAttribute("mayApprove", admin);
    model.addAttribute(
        "groupNames",
        groups.all().stream()
            .collect(Collectors.toMap(group -> group.id().toString(), group -> group.name())));
    model.addAttribute("groups", groups.all());
    model.addAttribute("choosable", admin ? choosable(connections.list(me)) : List.of());
    return "models/catalogue";
  }

  private static List<String> choosable(List<Connection> all) {
    return all.stream()
        .filter(connection -> !connection.isBuiltin())
        .flatMap(connection ->
            connection.models().stream()
                .map(model -> new ModelName(connection.name(), model.name()).toString()))
        .toList();
  }

  @PostMapping
  String approve(
      @RequestParam String model,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "") String quality,
      @RequestParam(required = false) @Nullable List<UUID> group,
      Model page,
      HttpServletResponse response) {
    try {
      catalogue.put(ModelName.of(model), description, quality, chosen(group), actor.get());
      return "redirect:/models/catalogue?done=approved";
    } catch (SettingRefused | IllegalArgumentException e) {
      response.setStatus(422);
      page.addAttribute("refused", true);
      return page(page);
    }
  }

  private static Set<GroupId> chosen(@Nullable List<UUID> group) {
    return group == null ? Set.of() : group.stream().map(GroupId::new).collect(Collectors.toSet());
  }

  @PostMapping("/remove")
  String withdraw(@RequestParam String model) {
    catalogue.remove(ModelName.of(model), actor.get());
    return "redirect:/models/catalogue?done=withdrawn";
  }
}
