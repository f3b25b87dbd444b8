package io.cloister.web.admin;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Group;
import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.NotFound;
import io.cloister.web.frame.AsShown;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/admin/groups")
class GroupsController {

  private static final String LIST = "redirect:/admin/groups";

  private final Groups groups;
  private final People people;
  private final CurrentActor actor;

  GroupsController(Groups groups, People people, CurrentActor actor) {
    this.groups = groups;
    this.people = people;
    this.actor = actor;
  }

  @GetMapping
  String list(@RequestParam(defaultValue = "0") int page, Model model) {
    administrator();
    Slice.of(groups.all(), page).into(model);
    return "admin/groups";
  }

  @PostMapping
  String create(@RequestParam String name, RedirectAttributes next) {
    var me = administrator();
    try {
      return LIST + "/" + groups.create(name, me).id();
    } catch (IllegalArgumentException e) {
      next.addFlashAttribute("problem", "admin.groups.rules");
      return LIST;
    }
  }

  @GetMapping("/{id}")
  String show(@PathVariable UUID id, Model model) {
    administrator();
    var group = require(id);
    model.addAttribute("group", group);
    model.addAttribute("shown", shown(group));
    model.addAttribute("people", people.all());
    return "admin/group";
  }

  @PostMapping("/{id}/change")
  String change(
      @PathVariable UUID id,
      @RequestParam String name,
      @RequestParam(required = false) @Nullable Set<UUID> member,
      @RequestParam(required = false) @Nullable String shown,
      RedirectAttributes next) {
    var me = administrator();
    var group = require(id);
    AsShown.require(shown, shown(group));
    try {
      groups.rename(group.id(), name, me);
      groups.setMembers(
          group.id(),
          member == null
              ? Set.of()
              : member.stream()
                  .filter(Objects::nonNull)
                  .map(UserId::new)
                  .collect(Collectors.toSet()),
          me);
      next.addFlashAttribute("done", "admin.saved");
    } catch (IllegalArgumentException e) {
      next.addFlashAttribute("problem", "admin.groups.rules");
    }
    return LIST + "/" + id;
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable UUID id, RedirectAttributes next) {
    var me = administrator();
    groups.delete(require(id).id(), me);
    next.addFlashAttribute("done", "admin.groups.deleted");
    return LIST;
  }

  private static String shown(Group group) {
    var members = group.members().stream().map(UserId::toString).sorted().toList();
    return AsShown.of(group.name() + " " + members);
  }

  private Group require(UUID id) {
    return groups.find(new GroupId(id)).orElseThrow(() -> new NotFound("Group", id));
  }

  private Actor administrator() {
    return actor.require(Role.ADMIN, "administer groups");
  }
}
