package io.cloister.models.probe;

import io.cloister.models.probe.ProbeCourse.Step;
import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.Manner.Shape;
import io.cloister.models.wire.Patience;
import io.cloister.models.wire.Prompt;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.WireReply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tries out what one chat model does, with made-up words. */
final class ChatTrial {

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(120));
  private static final int TOKENS = 160;
  // a model that thinks in words spends most of what it may say on that
  private static final int TOKENS_TO_THINK = 1500;
  private static final List<String> COLOURS =
      List.of("red", "orange", "yellow", "green", "blue", "violet");
  private static final int MOST_ITEMS = 2;
  private static final Map<String, Object> SHAPE =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of(
              "colours",
              Map.of(
                  "type",
                  "array",
                  "items",
                  Map.of("type", "string", "enum", COLOURS),
                  "maxItems",
                  MOST_ITEMS)),
          "required",
          List.of("colours"),
          "additionalProperties",
          false);
  private static final Prompt.Tool WEATHER =
      new Prompt.Tool(
          "get_weather",
          "Tells the present weather of a town.",
          Map.of(
              "type",
              "object",
              "properties",
              Map.of("town", Map.of("type", "string")),
              "required",
              List.of("town")));

  private final Wire wire;
  private final JsonMapper json;
  private final Endpoint endpoint;
  private final String model;
  private int tokens = TOKENS;

  ChatTrial(Wire wire, JsonMapper json, Endpoint endpoint, String model) {
    this.wire = wire;
    this.json = json;
    this.endpoint = endpoint;
    this.model = model;
  }

  /**
   * Fills in what the model does; what could not be seen for a passing trouble stays unknown.
   *
   * @param steps is told each before it is taken
   * @return why it does nothing; null if it chats
   */
  @Nullable Failure run(Findings found, Consumer<Step> steps) {
    steps.accept(Step.ANSWER);
    var failure = speaks(found);
    found.chat = failure == null;
    if (failure != null) {
      return failure;
    }
    steps.accept(Step.SHAPE);
    shape(found);
    steps.accept(Step.JSON);
    var inJson = ask("Name a colour as JSON.", SHAPE, Shape.JSON);
    found.jsonMode = isUntold(inJson) ? null : (Boolean) (json(inJson) != null);
    steps.accept(Step.TOOLS);
    found.tools = callsATool();
    steps.accept(Step.VISION);
    found.vision = sees();
    return null;
  }

  private @Nullable Failure speaks(Findings found) {
    var prompt = prompt("Count from one to ten in words.", null, Shape.WORDS);
    var pieces = new AtomicInteger();
    long start = System.nanoTime();
    var streamed =
        wire.stream(endpoint, prompt, PATIENCE, _ -> pieces.incrementAndGet(), () -> false);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (streamed instanceof WireReply.Said said) {
      found.streaming = pieces.get() > 1;
      found.thinking = said.thought();
      tokens = said.thought() ? TOKENS_TO_THINK : TOKENS;
      int written = said.counts().outputTokens();
      found.tokensPerSecond = written > 1 ? Math.round(10 * written / seconds) / 10.0 : null;
      return null;
    }
    if (cause(streamed) == Failure.Cause.NO_TEXT) {
      tokens = TOKENS_TO_THINK;
    }
    var whole = ask("Count from one to ten in words.", null, Shape.WORDS);
    if (whole instanceof WireReply.Failed failed) {
      return failed.failure();
    }
    found.streaming = cause(streamed) == Failure.Cause.NO_TEXT;
    found.thinking = whole instanceof WireReply.Said said && said.thought();
    return null;
  }

  /** Whether it was the moment that failed: nothing is then known of what the model can do. */
  private static boolean isUntold(WireReply reply) {
    var cause = cause(reply);
    return cause == Failure.Cause.TIMED_OUT
        || cause == Failure.Cause.CUT_OFF
        || cause == Failure.Cause.RATE_LIMITED
        || cause == Failure.Cause.OVERLOADED;
  }

  private static Failure.@Nullable Cause cause(WireReply reply) {
    return reply instanceof WireReply.Failed failed ? failed.failure().cause() : null;
  }

  /** The question asks for more than the shape allows. */
  private void shape(Findings found) {
    var reply = ask("Name all six colours of the rainbow.", SHAPE, Shape.SCHEMA);
    if (isUntold(reply)) {
      return;
    }
    var tree = shapeOf(reply) == Shape.SCHEMA ? json(reply) : null;
    found.jsonSchema = false;
    found.maxItems = false;
    if (tree == null || tree.size() != 1 || !tree.path("colours").isArray()) {
      return;
    }
    var colours = tree.path("colours");
    for (var colour : colours) {
      if (!COLOURS.contains(colour.asString(""))) {
        return;
      }
    }
    found.jsonSchema = true;
    found.maxItems = colours.size() <= MOST_ITEMS;
  }

  private @Nullable Boolean callsATool() {
    var asked =
        prompt("What is the weather in Bern now? Use the tool.", null, Shape.WORDS)
            .offering(WEATHER);
    var reply = ask(asked);
    if (isUntold(reply)) {
      return null;
    }
    return reply instanceof WireReply.Said said
        && said.calls().stream().anyMatch(call -> call.name().equals(WEATHER.name()));
  }

  private @Nullable Boolean sees() {
    var violet = sees("violet");
    return Boolean.TRUE.equals(violet) ? sees("green") : violet;
  }

  private @Nullable Boolean sees(String colour) {
    var asked =
        prompt("Which colour has this picture? Answer with one word.", null, Shape.WORDS)
            .showing(Pictures.of(colour));
    var reply = ask(asked);
    if (isUntold(reply)) {
      return null;
    }
    return reply instanceof WireReply.Said said
        && Pictures.namesOf(colour).stream()
            .anyMatch(said.text().toLowerCase(Locale.ROOT)::contains);
  }

  private WireReply ask(String words, @Nullable Map<String, Object> schema, Shape shape) {
    return ask(prompt(words, schema, shape));
  }

  /** A second time if it was the moment that failed, but not if that was a long one. */
  private WireReply ask(Prompt prompt) {
    var reply = wire.complete(endpoint, prompt, PATIENCE);
    return isUntold(reply) && cause(reply) != Failure.Cause.TIMED_OUT
        ? wire.complete(endpoint, prompt, PATIENCE)
        : reply;
  }

  private Prompt prompt(String words, @Nullable Map<String, Object> schema, Shape shape) {
    return new Prompt(
        model, "Answer in one line.", words, tokens, schema, Manner.USUAL.with(shape));
  }

  private static @Nullable Shape shapeOf(WireReply reply) {
    return reply instanceof WireReply.Said said ? said.manner().shape() : null;
  }

  /** The reply as an object, if it came in the shape that was asked for; else null. */
  private tools.jackson.databind.@Nullable JsonNode json(WireReply reply) {
    if (!(reply instanceof WireReply.Said said) || said.manner().shape() == Shape.WORDS) {
      return null;
    }
    try {
      var tree = json.readTree(said.text());
      return tree.isObject() ? tree : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
