package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.models.ModelFunction;
import io.cloister.models.SettingRefused;
import io.cloister.models.prompt.PromptEditing;
import io.cloister.models.prompt.PromptEditing.Prompt;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows the words that models are asked with, and takes others. */
@Controller
@RequestMapping("/models/prompts")
class PromptPages {

  private final PromptEditing prompts;
  private final CurrentActor actor;

  PromptPages(PromptEditing prompts, CurrentActor actor) {
    this.prompts = prompts;
    this.actor = actor;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("prompts", prompts.list(actor.get()));
    return "models/prompts";
  }

  /**
   * @param compare a version whose words are compared with those used, and offered for use
   */
  @GetMapping("/{function}")
  String show(
      @PathVariable String function,
      @RequestParam(defaultValue = "") String family,
      @RequestParam(required = false) @Nullable Integer compare,
      @RequestParam(required = false) @Nullable String done,
      Model model) {
    var prompt = find(function, family);
    model.addAttribute("done", "written".equals(done) || "used".equals(done) ? done : null);
    if (compare != null) {
      model.addAttribute("compared", compare);
      model.addAttribute(
          "lines",
          prompts
              .compare(prompt.function(), family, compare, prompt.number(), actor.get())
              .orElseThrow(() -> new NotFound("Version", compare.toString())));
    }
    return show(prompt, prompt.text(), null, model);
  }

  private static String show(Prompt prompt, String text, @Nullable String refused, Model model) {
    model.addAttribute("prompt", prompt);
    model.addAttribute("text", text);
    model.addAttribute("refused", refused);
    return "models/prompt";
  }

  @PostMapping("/{function}")
  String write(
      @PathVariable String function,
      @RequestParam(defaultValue = "") String family,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String note,
      Model model,
      HttpServletResponse response) {
    var before = find(function, family.strip());
    try {
      prompts.write(before.function(), before.family(), text, note, actor.get());
      return "redirect:" + address(before, "written");
    } catch (SettingRefused e) {
      response.setStatus(422);
      return show(before, text, e.getMessage(), model);
    }
  }

  @PostMapping("/{function}/use")
  String use(
      @PathVariable String function,
      @RequestParam(defaultValue = "") String family,
      @RequestParam int version) {
    var before = find(function, family);
    prompts.use(before.function(), before.family(), version, actor.get());
    return "redirect:" + address(before, "used");
  }

  private Prompt find(String function, String family) {
    return Arrays.stream(ModelFunction.values())
        .filter(each -> each.word().equals(function))
        .findFirst()
        .flatMap(each -> prompts.find(each, family, actor.get()))
        .or(() -> {
          prompts.list(actor.get()); // whoever may not see any is told so, not that there is none
          return Optional.empty();
        })
        .orElseThrow(() -> new NotFound("Prompt", function));
  }

  private static String address(Prompt prompt, String done) {
    var address =
        UriComponentsBuilder.fromPath("/models/prompts/" + prompt.function().word())
            .queryParam("done", done);
    if (!prompt.family().isEmpty()) {
      address.queryParam("family", prompt.family());
    }
    return address.toUriString();
  }
}
