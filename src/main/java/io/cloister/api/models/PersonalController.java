package io.cloister.api.models;

import io.cloister.api.Listed;
import io.cloister.api.models.ConnectionShape.KeyShape;
import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.connection.PersonalConnections;
import io.cloister.models.probe.Probe;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own connections: a key of one's own for an address that is open to people. */
@RestController
@RequestMapping("/api/v1/me/connections")
class PersonalController {

  private final PersonalConnections personal;
  private final Probe probe;
  private final CurrentActor actor;

  PersonalController(PersonalConnections personal, Probe probe, CurrentActor actor) {
    this.personal = personal;
    this.probe = probe;
    this.actor = actor;
  }

  @GetMapping
  Listed<OwnShape> list() {
    return Listed.whole(personal.list(actor.get()).stream().map(OwnShape::of).toList());
  }

  /** What an administrator opened, without its address. */
  @GetMapping("/open")
  Listed<OpenShape> open() {
    return Listed.whole(personal.open(actor.get()).stream().map(OpenShape::of).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  OwnShape create(@Valid @RequestBody New wanted) {
    return id(wanted.connection())
        .flatMap(template -> personal.create(template, wanted.toSetting(), actor.get()))
        .map(OwnShape::of)
        .orElseThrow(() -> new NotFound("Connection", wanted.connection()));
  }

  @PatchMapping("/{id}")
  OwnShape change(@PathVariable String id, @Valid @RequestBody Changed wanted) {
    return id(id)
        .flatMap(own -> personal.change(own, wanted.toSetting(), actor.get()))
        .map(OwnShape::of)
        .orElseThrow(() -> new NotFound("Connection", id));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    if (id(id).filter(own -> personal.delete(own, actor.get())).isEmpty()) {
      throw new NotFound("Connection", id);
    }
  }

  @PostMapping("/{id}/probe")
  ProbeShape probe(@PathVariable String id) {
    return id(id)
        .flatMap(own -> probe.runOwn(own, actor.get()))
        .map(ProbeShape::of)
        .orElseThrow(() -> new NotFound("Connection", id));
  }

  private static Optional<ConnectionId> id(String id) {
    return ConnectionId.parse(id);
  }

  record OpenShape(String id, String name, String kind, String boundary, List<String> models) {
    static OpenShape of(Connection connection) {
      return new OpenShape(
          connection.id().toString(),
          connection.name(),
          connection.kind().word(),
          connection.boundary().word(),
          connection.models().stream().map(OfferedModel::name).toList());
    }
  }

  /** {@code open} is false while the administrator's connection is not open to people any more. */
  record OwnShape(
      String id,
      String name,
      String kind,
      KeyShape apiKey,
      String boundary,
      boolean open,
      boolean askedFirst,
      List<String> models) {

    static OwnShape of(Connection own) {
      return new OwnShape(
          own.id().toString(),
          own.name(),
          own.kind().word(),
          KeyShape.of(own.key()),
          own.boundary().word(),
          own.openToPeople(),
          own.askedFirst(),
          own.models().stream().map(OfferedModel::name).toList());
    }
  }

  record New(
      @NotNull String connection,
      @Nullable String apiKey,
      @Nullable @Size(max = 200) List<@NotNull String> models,
      @Nullable Boolean askedFirst) {

    PersonalConnections.Setting toSetting() {
      return new PersonalConnections.Setting(apiKey, models, askedFirst);
    }

    /** Without the key: records print what they hold. */
    @Override
    public String toString() {
      return "New[" + connection + "]";
    }
  }

  record Changed(
      @Nullable String apiKey,
      @Nullable @Size(max = 200) List<@NotNull String> models,
      @Nullable Boolean askedFirst) {

    PersonalConnections.Setting toSetting() {
      return new PersonalConnections.Setting(apiKey, models, askedFirst);
    }

    /** Without the key: records print what they hold. */
    @Override
    public String toString() {
      return "Changed[" + models + "]";
    }
  }
}
