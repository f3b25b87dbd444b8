package io.cloister.api.drafting;

import io.cloister.api.Listed;
import io.cloister.drafting.Template;
import io.cloister.drafting.Templates;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/templates")
class TemplatesController {

  private final Templates templates;

  TemplatesController(Templates templates) {
    this.templates = templates;
  }

  /** Its words are in the language that the request prefers, if the template has it. */
  @GetMapping
  Listed<TemplateShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size,
      Locale locale) {
    return Listed.slice(
        templates.all(), page, size, template -> TemplateShape.of(template, locale));
  }

  @GetMapping("/{id}")
  TemplateShape get(@PathVariable String id, Locale locale) {
    return TemplateShape.of(templates.require(id), locale);
  }

  record TemplateShape(
      String id,
      String name,
      String description,
      String kind,
      List<InputShape> inputs,
      List<PlanShape> sections,
      String source) {

    static TemplateShape of(Template template, Locale locale) {
      var language = locale.getLanguage();
      return new TemplateShape(
          template.id(),
          template.name().in(language),
          template.description().in(language),
          template.kind().word(),
          template.inputs().stream().map(input -> InputShape.of(input, language)).toList(),
          template.sections().stream().map(plan -> PlanShape.of(plan, language)).toList(),
          "shipped");
    }
  }

  record InputShape(String name, String label, String type, boolean required) {

    static InputShape of(Template.Input input, String language) {
      return new InputShape(
          input.name(), input.label().in(language), input.type().word(), input.required());
    }
  }

  record PlanShape(String id, String heading, String seeks, int sentences, @Nullable String needs) {

    static PlanShape of(Template.Plan plan, String language) {
      var needs = plan.needs();
      return new PlanShape(
          plan.id(),
          plan.heading().in(language),
          plan.seeks().in(language),
          plan.sentences(),
          needs == null ? null : needs.word());
    }
  }
}
