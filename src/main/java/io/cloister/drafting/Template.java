package io.cloister.drafting;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * What a document of one kind is made of.
 *
 * @param id stable and kebab-case
 * @param prompt what a model is asked for each section, in Mustache
 * @param example what comes of it, in Markdown, for people to look at
 */
public record Template(
    String id,
    Words name,
    Words description,
    Kind kind,
    List<Input> inputs,
    List<Plan> sections,
    String prompt,
    String example) {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,99}");

  public Template {
    Assert.isTrue(ID.matcher(id).matches(), () -> "id must be kebab-case: " + id);
    Assert.notEmpty(sections, "a template needs sections");
    Assert.isTrue(
        new HashSet<>(sections.stream().map(Plan::id).toList()).size() == sections.size(),
        "two sections have the same id");
    Assert.hasText(prompt, "the prompt is empty");
    inputs = List.copyOf(inputs);
    sections = List.copyOf(sections);
  }

  /** What comes of a template. */
  public enum Kind {
    DOCUMENT,
    SCRIPT,
    IMAGE,
    VIDEO,
    DATA;

    /** The name in the HTTP contract. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What the template asks of whoever uses it.
   *
   * @param name by which it is given
   */
  public record Input(String name, Words label, Type type, boolean required) {

    public Input {
      Assert.isTrue(ID.matcher(name).matches(), () -> "name must be kebab-case: " + name);
    }

    /** What kind of value is asked for. */
    public enum Type {
      TEXT,
      DATE,
      NUMBER;

      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * What one section is to say.
   *
   * @param seeks what its sentences are about, in the words that the sources are likely to use
   * @param sentences how many it has at most, from 1
   * @param needs what its sentences must hold; null if nothing in particular
   */
  public record Plan(String id, Words heading, Words seeks, int sentences, @Nullable Need needs) {

    public Plan {
      Assert.isTrue(ID.matcher(id).matches(), () -> "id must be kebab-case: " + id);
      Assert.isTrue(sentences >= 1 && sentences <= 50, "sentences is from 1 to 50");
    }
  }

  /** What a section's sentences must hold. */
  public enum Need {
    NUMBER,
    DUTY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
