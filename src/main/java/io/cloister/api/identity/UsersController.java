package io.cloister.api.identity;

import io.cloister.api.Listed;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Person;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.NotFound;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UsersController {

  private static final String ROLES = "staff|editor|admin";

  private final People people;
  private final Groups groups;
  private final CurrentActor actor;

  UsersController(People people, Groups groups, CurrentActor actor) {
    this.people = people;
    this.groups = groups;
    this.actor = actor;
  }

  /** Whoever asks. */
  @GetMapping("/api/v1/me")
  User me() {
    return User.of(people.find(actor.get().user()).orElseThrow());
  }

  @GetMapping("/api/v1/users")
  Listed<User> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    administrator();
    return Listed.slice(people.all(), page, size, User::of);
  }

  @GetMapping("/api/v1/users/{id}")
  User get(@PathVariable UUID id) {
    administrator();
    return User.of(require(id));
  }

  @PostMapping("/api/v1/users")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  public User create(@Valid @RequestBody NewUser wanted) {
    var me = administrator();
    var person =
        people.create(
            wanted.name(),
            wanted.displayName() == null ? "" : wanted.displayName(),
            wanted.role() == null ? Role.STAFF : Role.of(wanted.role()),
            wanted.password(),
            me);
    if (wanted.groups() != null) {
      groups.setGroupsOf(person.id(), ids(wanted.groups()), me);
    }
    return User.of(require(person.id().value()));
  }

  @PatchMapping("/api/v1/users/{id}")
  @Transactional
  public User change(@PathVariable UUID id, @Valid @RequestBody ChangedUser change) {
    var me = administrator();
    var person = require(id);
    if (change.displayName() != null || change.role() != null) {
      people.change(
          person.id(),
          change.displayName() == null ? person.displayName() : change.displayName(),
          change.role() == null ? person.role() : Role.of(change.role()),
          me);
    }
    if (change.password() != null) {
      people.setPassword(person.id(), change.password(), me);
    }
    if (change.groups() != null) {
      groups.setGroupsOf(person.id(), ids(change.groups()), me);
    }
    if (change.disabled() != null && change.disabled() != person.disabled()) {
      if (change.disabled()) {
        people.disable(person.id(), me);
      } else {
        people.enable(person.id(), me);
      }
    }
    return User.of(require(id));
  }

  private Person require(UUID id) {
    return people.find(new UserId(id)).orElseThrow(() -> new NotFound("User", id));
  }

  private Actor administrator() {
    return actor.require(Role.ADMIN, "administer users");
  }

  private static Set<GroupId> ids(List<UUID> ids) {
    return ids.stream().map(GroupId::new).collect(Collectors.toSet());
  }

  record User(
      String id,
      String name,
      String displayName,
      String role,
      List<String> groups,
      boolean disabled,
      boolean hasPassword,
      Instant createdAt) {

    static User of(Person person) {
      return new User(
          person.id().toString(),
          person.name(),
          person.displayName(),
          person.role().word(),
          person.groups().stream().map(GroupId::toString).sorted().toList(),
          person.disabled(),
          person.hasPassword(),
          person.createdAt());
    }
  }

  record NewUser(
      @NotBlank @Size(max = 100) String name,
      @Nullable @Size(max = 200) String displayName,
      @Nullable @Pattern(regexp = ROLES) String role,
      @Nullable @Size(min = 15, max = 128) String password,
      @Nullable @Size(max = 500) List<@NotNull UUID> groups) {

    @Override
    public String toString() {
      return "NewUser[" + name + "]";
    }
  }

  record ChangedUser(
      @Nullable @Size(min = 1, max = 200) String displayName,
      @Nullable @Pattern(regexp = ROLES) String role,
      @Nullable Boolean disabled,
      @Nullable @Size(min = 15, max = 128) String password,
      @Nullable @Size(max = 500) List<@NotNull UUID> groups) {

    @Override
    public String toString() {
      return "ChangedUser";
    }
  }
}
