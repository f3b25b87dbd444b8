package io.cloister.models.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A prompt's gaps, by the function that it is for. */
public enum Blank {
  ANSWER(
      "answer",
      List.of(
          new Gap("question", true),
          new Gap("sources", true),
          new Gap("n", true),
          new Gap("text", true),
          new Gap("fence", true),
          new Gap("nothing", true),
          new Gap("title", false),
          new Gap("before", false),
          new Gap("language", false))),
  TAG(
      "tag",
      List.of(
          new Gap("text", true),
          new Gap("limit", true),
          new Gap("names", true),
          new Gap("open", false))),
  VISION("vision", List.of(new Gap("scan", true))),
  DRAFT("draft", List.of(new Gap("task", true), new Gap("fence", true)));

  private final String function;
  private final List<Gap> gaps;

  Blank(String function, List<Gap> gaps) {
    this.function = function;
    this.gaps = gaps;
  }

  /**
   * @param needed whether a prompt that leaves it out would not work
   */
  public record Gap(String name, boolean needed) {}

  public String function() {
    return function;
  }

  public List<Gap> gaps() {
    return gaps;
  }

  Stream<String> needed() {
    return gaps.stream().filter(Gap::needed).map(Gap::name);
  }

  boolean has(String name) {
    return gaps.stream().anyMatch(gap -> gap.name().equals(name));
  }

  /** Null if the function has no prompt of its own. */
  public static @Nullable Blank of(String function) {
    return Arrays.stream(values())
        .filter(blank -> blank.function.equals(function))
        .findFirst()
        .orElse(null);
  }
}
