package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.models.ModelFunction;
import io.cloister.models.prompt.PromptEditing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The words that models are asked with, in versions. */
@RestController
@RequestMapping("/api/v1/models/prompts")
class PromptsController {

  private final PromptEditing prompts;
  private final CurrentActor actor;

  PromptsController(PromptEditing prompts, CurrentActor actor) {
    this.prompts = prompts;
    this.actor = actor;
  }

  @GetMapping
  List<PromptShape> list() {
    return prompts.list(actor.get()).stream().map(PromptShape::of).toList();
  }

  @GetMapping("/{function}")
  PromptShape get(@PathVariable String function, @RequestParam(defaultValue = "") String family) {
    return prompts
        .find(known(function), family, actor.get())
        .map(PromptShape::of)
        .orElseThrow(() -> new NotFound("Prompt", function));
  }

  /** Takes these words from the next call on. */
  @PutMapping("/{function}")
  PromptShape write(@PathVariable String function, @Valid @RequestBody Writing wanted) {
    return PromptShape.of(
        prompts.write(
            known(function),
            given(wanted.family()),
            wanted.text(),
            given(wanted.note()),
            actor.get()));
  }

  /** Takes an earlier version again; 0 is what ships. */
  @PostMapping("/{function}/use")
  PromptShape use(@PathVariable String function, @Valid @RequestBody Using wanted) {
    return PromptShape.of(
        prompts.use(known(function), given(wanted.family()), wanted.version(), actor.get()));
  }

  @GetMapping("/{function}/versions/{version}")
  TextShape text(
      @PathVariable String function,
      @PathVariable int version,
      @RequestParam(defaultValue = "") String family) {
    return prompts
        .text(known(function), family, version, actor.get())
        .map(text -> new TextShape(version, text))
        .orElseThrow(() -> new NotFound("Version", String.valueOf(version)));
  }

  /** The lines of both versions, each the same, removed or added. */
  @GetMapping("/{function}/compare")
  List<LineShape> compare(
      @PathVariable String function,
      @RequestParam(defaultValue = "") String family,
      @RequestParam(defaultValue = "0") int before,
      @RequestParam int after) {
    return prompts
        .compare(known(function), family, before, after, actor.get())
        .orElseThrow(() -> new NotFound("Version", before + ", " + after))
        .stream()
        .map(line -> new LineShape(line.kind(), line.text()))
        .toList();
  }

  private static ModelFunction known(String word) {
    return Arrays.stream(ModelFunction.values())
        .filter(function -> function.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new NotFound("Prompt", word));
  }

  private static String given(@Nullable String text) {
    return text == null ? "" : text;
  }

  record Writing(
      @Nullable String family,
      @NotNull @Size(max = 20_000) String text,
      @Nullable @Size(max = PromptEditing.LONGEST_NOTE) String note) {}

  record Using(@Nullable String family, @Min(0) int version) {}

  record TextShape(int version, String text) {}

  record LineShape(String kind, String text) {}

  record GapShape(String name, boolean needed) {}

  record VersionShape(int version, String note, Instant at, String by) {}

  /**
   * @param version that is used; 0 for what ships
   * @param used false for a family whose models are asked as any others
   * @param prompt as the log of models names it
   */
  record PromptShape(
      String function,
      String family,
      int version,
      boolean used,
      String prompt,
      String text,
      List<GapShape> gaps,
      List<VersionShape> versions) {

    static PromptShape of(PromptEditing.Prompt prompt) {
      return new PromptShape(
          prompt.function().word(),
          prompt.family(),
          prompt.number(),
          prompt.isUsed(),
          prompt.name(),
          prompt.text(),
          prompt.gaps().stream().map(gap -> new GapShape(gap.name(), gap.needed())).toList(),
          prompt.versions().stream()
              .map(each -> new VersionShape(each.number(), each.note(), each.at(), each.by()))
              .toList());
    }
  }
}
