package io.cloister.web.admin;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Person;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.NotFound;
import io.cloister.web.frame.AsShown;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/admin/users")
class UsersController {

  private static final String LIST = "redirect:/admin/users";

  private final People people;
  private final Groups groups;
  private final TransactionOperations transaction;
  private final CurrentActor actor;

  UsersController(
      People people, Groups groups, TransactionOperations transaction, CurrentActor actor) {
    this.people = people;
    this.groups = groups;
    this.transaction = transaction;
    this.actor = actor;
  }

  @GetMapping
  String list(@RequestParam(defaultValue = "0") int page, Model model) {
    administrator();
    Slice.of(people.all(), page).into(model);
    model.addAttribute("roles", Role.values());
    return "admin/users";
  }

  @PostMapping
  String create(
      @RequestParam String name,
      @RequestParam(defaultValue = "") String displayName,
      @RequestParam(defaultValue = "staff") String role,
      @RequestParam(defaultValue = "") String password,
      RedirectAttributes next) {
    var me = administrator();
    try {
      people.create(name, displayName, Role.of(role), password.isEmpty() ? null : password, me);
      next.addFlashAttribute("done", "admin.users.created");
    } catch (IllegalArgumentException e) {
      next.addFlashAttribute("problem", "admin.users.rules");
    }
    return LIST;
  }

  @GetMapping("/{id}")
  String show(@PathVariable UUID id, Model model) {
    administrator();
    var person = require(id);
    model.addAttribute("person", person);
    model.addAttribute("shown", shown(person));
    model.addAttribute("groups", groups.all());
    model.addAttribute("roles", Role.values());
    return "admin/user";
  }

  @PostMapping("/{id}/change")
  String change(
      @PathVariable UUID id,
      @RequestParam String displayName,
      @RequestParam String role,
      @RequestParam(required = false) @Nullable Set<UUID> group,
      @RequestParam(required = false) @Nullable String shown,
      RedirectAttributes next) {
    return changed(
        id,
        next,
        person -> {
          AsShown.require(shown, shown(person));
          people.change(person.id(), displayName, Role.of(role), administrator());
          groups.setGroupsOf(
              person.id(),
              group == null
                  ? Set.of()
                  : group.stream()
                      .filter(Objects::nonNull)
                      .map(GroupId::new)
                      .collect(Collectors.toSet()),
              administrator());
        });
  }

  @PostMapping("/{id}/password")
  String password(@PathVariable UUID id, @RequestParam String password, RedirectAttributes next) {
    return changed(id, next, person -> people.setPassword(person.id(), password, administrator()));
  }

  @PostMapping("/{id}/disable")
  String disable(@PathVariable UUID id, RedirectAttributes next) {
    return changed(id, next, person -> people.disable(person.id(), administrator()));
  }

  @PostMapping("/{id}/enable")
  String enable(@PathVariable UUID id, RedirectAttributes next) {
    return changed(id, next, person -> people.enable(person.id(), administrator()));
  }

  private String changed(UUID id, RedirectAttributes next, Consumer<Person> change) {
    administrator();
    try {
      transaction.executeWithoutResult(_ -> change.accept(require(id)));
      next.addFlashAttribute("done", "admin.saved");
    } catch (IllegalArgumentException e) {
      next.addFlashAttribute("problem", "admin.users.rules");
    }
    return LIST + "/" + id;
  }

  private static String shown(Person person) {
    var groups = person.groups().stream().map(GroupId::toString).sorted().toList();
    return AsShown.of(person.displayName() + " " + person.role() + " " + groups);
  }

  private Person require(UUID id) {
    return people.find(new UserId(id)).orElseThrow(() -> new NotFound("User", id));
  }

  private Actor administrator() {
    return actor.require(Role.ADMIN, "administer users");
  }
}
