package io.cloister.api.models;

import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.GroupId;
import io.cloister.library.NotFound;
import io.cloister.models.ModelName;
import io.cloister.models.catalogue.Catalogue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The models that the caller may choose, and what is said of them. */
@RestController
@RequestMapping("/api/v1/models/catalogue")
class CatalogueController {

  private final Catalogue catalogue;
  private final CurrentActor actor;

  CatalogueController(Catalogue catalogue, CurrentActor actor) {
    this.catalogue = catalogue;
    this.actor = actor;
  }

  @GetMapping
  Listed<EntryShape> list(@RequestParam(defaultValue = "false") boolean all) {
    var entries = all ? catalogue.all(actor.get()) : catalogue.of(actor.get());
    return Listed.whole(entries.stream().map(EntryShape::of).toList());
  }

  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void put(@Valid @RequestBody Wanted wanted) {
    catalogue.put(
        ModelName.of(wanted.model()),
        wanted.description(),
        wanted.quality(),
        wanted.groupIds(),
        actor.get());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@RequestParam String model) {
    if (!catalogue.remove(ModelName.of(model), actor.get())) {
      throw new NotFound("Catalogue entry", model);
    }
  }

  /**
   * Who may choose a model is told to whoever may.
   *
   * @param tokensPerSecond as the last test measured it; null before the first
   */
  record EntryShape(
      String model,
      List<String> kinds,
      String description,
      @Nullable String quality,
      String boundary,
      @Nullable Integer contextTokens,
      long inputMicrosPerMillionTokens,
      long outputMicrosPerMillionTokens,
      @Nullable Double tokensPerSecond,
      List<String> groups) {

    static EntryShape of(Catalogue.Listed listed) {
      var model = listed.model();
      var profile = model.profile();
      return new EntryShape(
          listed.name().toString(),
          model.kinds(),
          listed.entry().description(),
          listed.entry().quality(),
          listed.boundary().word(),
          model.contextTokens(),
          model.inputMicrosPerMillionTokens(),
          model.outputMicrosPerMillionTokens(),
          profile == null ? null : profile.tokensPerSecond(),
          listed.entry().groups().stream().map(GroupId::toString).sorted().toList());
    }
  }

  record Wanted(
      @NotNull String model,
      @NotNull @Size(max = 2000) String description,
      @Nullable @Size(max = 500) String quality,
      @Nullable @Size(max = 100) List<@NotNull UUID> groups) {

    Set<GroupId> groupIds() {
      return groups == null
          ? Set.of()
          : groups.stream().map(GroupId::new).collect(Collectors.toSet());
    }
  }
}
