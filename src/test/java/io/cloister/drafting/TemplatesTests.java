package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloister.library.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TemplatesTests {

  private final Templates templates = new Templates();

  @Test
  void thoseThatShipAreAllValid() throws IOException {
    try (var folders = Files.list(Path.of("templates"))) {
      assertThat(templates.all())
          .extracting(Template::id)
          .containsExactlyInAnyOrderElementsOf(
              folders.map(folder -> folder.getFileName().toString()).toList());
    }
  }

  @Test
  void thoseThatShipSpeakEnglishAndGerman() {
    for (var template : templates.all()) {
      assertThat(template.name().byLanguage()).containsKeys("en", "de");
      assertThat(template.sections())
          .allSatisfy(plan -> {
            assertThat(plan.heading().byLanguage()).containsKeys("en", "de");
            assertThat(plan.seeks().byLanguage()).containsKeys("en", "de");
          });
      assertThat(template.inputs())
          .allSatisfy(input -> assertThat(input.label().byLanguage()).containsKeys("en", "de"));
      assertThat(template.example()).contains("[1]");
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Assertions.assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> templates.require("nothing-of-the-kind"));
  }

  @Test
  void aMistakeIsNamedWithItsPlace() throws IOException {
    var good = Files.readString(Path.of("templates/summary/template.yaml"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(good.replace("sentences: 3", "sentences: many")))
        .withMessage("sections[0].sentences must be a number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(good.replace("needs: number", "needs: luck")))
        .withMessage("sections[2].needs must not be 'luck'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(good.replace("id: figures", "id: in-short")))
        .withMessageContaining("same id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(good.replace("en: Main points", "fr: Points")))
        .withMessage("sections[1].heading.en is missing");
  }

  @Test
  void aTemplateCannotMakeObjects() {
    Assertions.assertThatThrownBy(() -> read("id: !!javax.script.ScriptEngineManager [x]"))
        .isInstanceOf(org.yaml.snakeyaml.error.YAMLException.class);
  }

  private static Template read(String yaml) {
    return TemplateFile.read(yaml, "prompt", "example");
  }
}
