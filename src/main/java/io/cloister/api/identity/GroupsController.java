package io.cloister.api.identity;

import io.cloister.api.Listed;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Group;
import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.NotFound;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/groups")
class GroupsController {

  private final Groups groups;
  private final CurrentActor actor;

  GroupsController(Groups groups, CurrentActor actor) {
    this.groups = groups;
    this.actor = actor;
  }

  @GetMapping
  Listed<GroupShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    administrator();
    return Listed.slice(groups.all(), page, size, GroupShape::of);
  }

  @GetMapping("/{id}")
  GroupShape get(@PathVariable UUID id) {
    administrator();
    return GroupShape.of(require(id));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  public GroupShape create(@Valid @RequestBody NewGroup wanted) {
    var me = administrator();
    var group = groups.create(wanted.name(), me);
    if (wanted.members() != null) {
      groups.setMembers(group.id(), ids(wanted.members()), me);
    }
    return GroupShape.of(require(group.id().value()));
  }

  @PatchMapping("/{id}")
  @Transactional
  public GroupShape change(@PathVariable UUID id, @Valid @RequestBody ChangedGroup change) {
    var me = administrator();
    var group = require(id);
    if (change.name() != null) {
      groups.rename(group.id(), change.name(), me);
    }
    if (change.members() != null) {
      groups.setMembers(group.id(), ids(change.members()), me);
    }
    return GroupShape.of(require(id));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable UUID id) {
    var me = administrator();
    groups.delete(require(id).id(), me);
  }

  private Group require(UUID id) {
    return groups.find(new GroupId(id)).orElseThrow(() -> new NotFound("Group", id));
  }

  private Actor administrator() {
    return actor.require(Role.ADMIN, "administer groups");
  }

  private static Set<UserId> ids(List<UUID> ids) {
    return ids.stream().map(UserId::new).collect(Collectors.toSet());
  }

  record GroupShape(String id, String name, List<String> members, Instant createdAt) {

    static GroupShape of(Group group) {
      return new GroupShape(
          group.id().toString(),
          group.name(),
          group.members().stream().map(UserId::toString).sorted().toList(),
          group.createdAt());
    }
  }

  record NewGroup(
      @NotBlank @Size(max = 100) String name,
      @Nullable @Size(max = 10_000) List<@NotNull UUID> members) {}

  record ChangedGroup(
      @Nullable @Size(min = 1, max = 100) String name,
      @Nullable @Size(max = 10_000) List<@NotNull UUID> members) {}
}
