package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.connection.PersonalConnections;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For which functions people's own models are asked before the route's. */
@RestController
@RequestMapping("/api/v1/models/personal")
class PersonalSettingsController {

  private final PersonalConnections personal;
  private final CurrentActor actor;

  PersonalSettingsController(PersonalConnections personal, CurrentActor actor) {
    this.personal = personal;
    this.actor = actor;
  }

  @GetMapping
  SettingShape get() {
    return SettingShape.of(personal.functions());
  }

  @PutMapping
  SettingShape set(@Valid @RequestBody SettingShape wanted) {
    personal.setFunctions(
        wanted.functions().stream().map(ModelFunction::of).collect(Collectors.toSet()),
        actor.get());
    return get();
  }

  record SettingShape(@NotNull @Size(max = 50) List<@NotNull String> functions) {
    static SettingShape of(Collection<ModelFunction> functions) {
      return new SettingShape(functions.stream().map(ModelFunction::word).sorted().toList());
    }
  }
}
