package io.cloister.models.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTextTests {

  private static final String USABLE = "Write from <<{{fence}}.\n=== user\n{{task}}\n";

  @Test
  void partsTheInstructionsFromTheTask() {
    var words =
        PromptText.of(USABLE.replace("\n", "\r\n"), Blank.DRAFT)
            .fill(Map.of("fence", "x1", "task", "One.\nTwo. {{fence}} <b>"));

    assertThat(words.system()).isEqualTo("Write from <<x1.");
    assertThat(words.user()).isEqualTo("One.\nTwo. {{fence}} <b>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{fence}}\\n{{task}}                           | 2 | a line '=== user' must stand
          {{fence}}\\n=== user\\n{{#task}}\\n{{task}}    | 3 | task
          {{fence\\n=== user\\n{{task}}                  | 1 |
          {{fence}}\\n=== user\\n\\n{{tusk}}             | 4 | there is nothing called 'tusk'
          {{fence}}\\n\\n\\n=== user\\nx                 | 5 | {{task}} is needed and is nowhere
          {{fence}}\\n=== user\\n{{task}}{{=<% %>=}}     | 3 | Marks other than {{ and }}
          {{fence}}\\n=== user\\n{{task}}{{>secrets}}    | 3 | a prompt includes nothing
          {{fence}}\\n=== user\\n{{task}}{{task.class}}  | 3 | there is nothing called 'task.class'
          """)
  void refusesWhatCouldNotBeFilledAndSaysTheLine(String text, int line, String why) {
    assertThatExceptionOfType(PromptRefused.class)
        .isThrownBy(() -> PromptText.of(text.replace("\\n", "\n"), Blank.DRAFT))
        .satisfies(refused -> {
          assertThat(refused.line()).isEqualTo(line);
          assertThat(refused.getMessage()).contains(why == null ? "" : why);
        });
  }

  @Test
  void refusesSectionsThatWouldMultiplyWithoutEnd() {
    var nested = "{{#task}}\n".repeat(4) + "x" + "{{/task}}".repeat(4);

    assertThatExceptionOfType(PromptRefused.class)
        .isThrownBy(() -> PromptText.of(USABLE + nested, Blank.DRAFT))
        .withMessageContaining("at most 3 deep")
        .satisfies(refused -> assertThat(refused.line()).isEqualTo(7));
    var three = USABLE + "{{#task}}{{/task}}".repeat(9) + "{{^fence}}{{#task}}{{^task}}";
    assertThat(PromptText.of(three + "{{/task}}{{/task}}{{/fence}}", Blank.DRAFT)).isNotNull();
  }

  @Test
  void refusesWhatIsTooLong() {
    var text = USABLE + "x".repeat(PromptText.LONGEST);

    assertThatExceptionOfType(PromptRefused.class)
        .isThrownBy(() -> PromptText.of(text, Blank.DRAFT))
        .withMessageContaining("at most");
  }

  /** Something with methods that must not be called. */
  public static final class Secret {

    public String secret() {
      throw new AssertionError("called");
    }

    @Override
    public String toString() {
      return "plain";
    }
  }

  @ParameterizedTest
  @CsvSource({"it.secret", "it.class.name", "it.class.protectionDomain", "it.hashCode"})
  void callsNoMethodOfWhateverItIsGiven(String gap) {
    var template = LogicLess.of("[{{" + gap + "}}]");

    assertThat(template.fill(Map.of("it", new Secret()))).isEqualTo("[]");
  }

  @Test
  void tellsFamiliesByTheNamesOfTheirModels() {
    assertThat(
            List.of(
                Family.of("Qwen/Qwen3-4B-Instruct"),
                Family.of("qwen3:4b"),
                Family.of("meta-llama/Meta-Llama-3.1-8B"),
                Family.of("claude-sonnet-4"),
                Family.of("accounts/fireworks/models/deepseek-v3"),
                Family.of("falcon-7b"),
                Family.of("7b")))
        .containsExactly("qwen", "qwen", "llama", "claude", "deepseek", "falcon", Family.ANY);
  }

  @Test
  void showsWhatBecameOfEachLine() {
    var lines = LineDiff.of("a\nb\nc\n", "a\nB\nc\nd\n");

    assertThat(lines)
        .extracting(line -> line.kind().word() + " " + line.text())
        .containsExactly("same a", "removed b", "added B", "same c", "added d");
  }
}
