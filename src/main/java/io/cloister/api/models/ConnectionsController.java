package io.cloister.api.models;

import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.Connections;
import io.cloister.models.log.TrackRecords;
import io.cloister.models.probe.Probe;
import io.cloister.models.traffic.ConnectionStates;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
@RequestMapping("/api/v1/models/connections")
class ConnectionsController {

  private final Connections connections;
  private final ConnectionStates states;
  private final TrackRecords records;
  private final Probe probe;
  private final CurrentActor actor;

  ConnectionsController(
      Connections connections,
      ConnectionStates states,
      TrackRecords records,
      Probe probe,
      CurrentActor actor) {
    this.connections = connections;
    this.states = states;
    this.records = records;
    this.probe = probe;
    this.actor = actor;
  }

  @GetMapping
  Listed<ConnectionShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.slice(connections.list(actor.get()), page, size, this::shape);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ConnectionShape create(@Valid @RequestBody ConnectionShape.Wanted wanted) {
    return shape(connections.create(wanted.toSetting(), actor.get()));
  }

  @GetMapping("/{id}")
  ConnectionShape get(@PathVariable String id) {
    return shape(find(id));
  }

  @PatchMapping("/{id}")
  ConnectionShape change(
      @PathVariable String id, @Valid @RequestBody ConnectionShape.Wanted wanted) {
    return connections
        .change(find(id).id(), wanted.toSetting(), actor.get())
        .map(this::shape)
        .orElseThrow(() -> new NotFound("Connection", id));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    connections.delete(find(id).id(), actor.get());
  }

  @PostMapping("/{id}/probe")
  ProbeShape probe(@PathVariable String id, @RequestParam(defaultValue = "false") boolean window) {
    return probe
        .run(find(id).id(), window, actor.get())
        .map(ProbeShape::of)
        .orElseThrow(() -> new NotFound("Connection", id));
  }

  private ConnectionShape shape(Connection connection) {
    var me = actor.get();
    return ConnectionShape.of(
        connection, states.now(connection.id(), me), records.of(connection, me));
  }

  /** The role is checked first: who may not see connections is not told which there are. */
  private Connection find(String id) {
    var all = connections.list(actor.get());
    return ConnectionId.parse(id)
        .flatMap(wanted -> all.stream().filter(each -> each.id().equals(wanted)).findFirst())
        .orElseThrow(() -> new NotFound("Connection", id));
  }
}
