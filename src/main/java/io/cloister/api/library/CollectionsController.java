package io.cloister.api.library;

import io.cloister.api.Listed;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.GroupId;
import io.cloister.identity.UserId;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
@RequestMapping("/api/v1/collections")
class CollectionsController {

  private final Collections collections;
  private final CurrentActor actor;

  CollectionsController(Collections collections, CurrentActor actor) {
    this.collections = collections;
    this.actor = actor;
  }

  @GetMapping
  Listed<CollectionShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var me = actor.get();
    var administered = collections.administered(me);
    return Listed.slice(
        Stream.concat(collections.readable(me).stream(), administered.stream()).distinct().toList(),
        page,
        size,
        collection -> shape(collection, administered));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CollectionShape create(@Valid @RequestBody NewCollection wanted) {
    var me = actor.get();
    var label = wanted.label() == null ? Label.INTERNAL : Label.of(wanted.label());
    var collection = collections.create(wanted.name().strip(), label, me);
    if (wanted.access() != null) {
      var own = Access.ofUser(me.user(), Right.MANAGE);
      collections.setAccess(
          collection.id(),
          Stream.concat(Stream.of(own), accesses(wanted.access()).stream()).distinct().toList(),
          me);
    }
    return shape(collection, me);
  }

  @GetMapping("/{id}")
  CollectionShape get(@PathVariable String id) {
    return shape(collections.find(id, actor.get()), actor.get());
  }

  @PatchMapping("/{id}")
  CollectionShape change(@PathVariable String id, @Valid @RequestBody ChangedCollection change) {
    var me = actor.get();
    var collection = collections.find(id, me);
    if (change.name() != null || change.label() != null) {
      collections.change(
          collection.id(),
          change.name() == null ? collection.name() : change.name().strip(),
          change.label() == null ? collection.label() : Label.of(change.label()),
          me);
    }
    if (change.access() != null) {
      collections.setAccess(collection.id(), accesses(change.access()), me);
    }
    return shape(collections.find(collection.id().toString(), me), me);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    collections.delete(collections.find(id, actor.get()).id(), actor.get());
  }

  private CollectionShape shape(Collection collection, Actor me) {
    return shape(collection, collections.administered(me));
  }

  private CollectionShape shape(Collection collection, List<Collection> administered) {
    var access =
        administered.contains(collection)
            ? collections.accessOf(collection.id()).stream().map(AccessShape::of).toList()
            : null;
    return new CollectionShape(
        collection.id().toString(), collection.name(), collection.label().word(), access);
  }

  private static List<Access> accesses(List<AccessShape> shapes) {
    return shapes.stream().map(AccessShape::toAccess).toList();
  }

  /** {@code access} is null for those who may not administer the collection. */
  record CollectionShape(
      String id, String name, String label, @Nullable List<AccessShape> access) {}

  /** With neither user nor group it is everyone's. */
  record AccessShape(
      @Nullable UUID user,
      @Nullable UUID group,
      @NotNull @Pattern(regexp = "read|write|manage") String right) {

    static AccessShape of(Access access) {
      return new AccessShape(
          access.user() == null ? null : access.user().value(),
          access.group() == null ? null : access.group().value(),
          access.right().word());
    }

    Access toAccess() {
      return new Access(
          user == null ? null : new UserId(user),
          group == null ? null : new GroupId(group),
          Right.of(right));
    }
  }

  record NewCollection(
      @NotBlank @Size(max = 200) String name,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Size(max = 500) List<@NotNull @Valid AccessShape> access) {}

  record ChangedCollection(
      @Nullable @Size(min = 1, max = 200) String name,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Size(max = 500) List<@NotNull @Valid AccessShape> access) {}
}
