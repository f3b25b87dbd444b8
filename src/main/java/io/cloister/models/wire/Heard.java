package io.cloister.models.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a reply came to so far; filled in by a {@link Grammar}, used by one thread at a time. */
final class Heard {

  /** Why a model stopped. */
  enum Finish {
    END,
    LENGTH,
    DECLINED
  }

  private final Consumer<String> onText;
  private final Thinking thinking = new Thinking();
  private final StringBuilder text = new StringBuilder();
  private final Map<Integer, StringBuilder> arguments = new TreeMap<>();
  private final Map<Integer, String> called = new TreeMap<>();
  private @Nullable Finish finish;
  private boolean thought;
  private boolean received;
  private boolean recognised;
  private boolean ended;
  private int inputTokens;
  private int outputTokens;

  /**
   * @param onText gets each piece of the answer's text as it comes
   */
  Heard(Consumer<String> onText) {
    this.onText = onText;
  }

  /** That something came, whatever it is. */
  void receive() {
    received = true;
  }

  /** That it is a reply at all, and not some other JSON. */
  void recognise() {
    recognised = true;
  }

  void text(String piece) {
    pass(thinking.pass(piece));
  }

  private void pass(String visible) {
    if (!visible.isEmpty()) {
      text.append(visible);
      onText.accept(visible);
    }
  }

  void thought(String words) {
    thought |= !words.isBlank();
  }

  /** A call of a tool, or a further piece of its arguments. */
  void call(int index, String name, String piece) {
    if (!name.isEmpty()) {
      called.put(index, name);
    }
    arguments.computeIfAbsent(index, _ -> new StringBuilder()).append(piece);
  }

  /** The name of the tool that is being called at this place; empty if none is. */
  String called(int index) {
    return called.getOrDefault(index, "");
  }

  /** What was declined stays so, whatever else is said of it. */
  void finish(Finish reason) {
    finish = finish == Finish.DECLINED ? finish : reason;
    ended = true;
  }

  /** That the endpoint marked the end. */
  void end() {
    ended = true;
  }

  void tokens(int input, int output) {
    inputTokens = Math.max(inputTokens, input);
    outputTokens = Math.max(outputTokens, output);
  }

  /** To be called once, when nothing more comes. */
  void close() {
    pass(thinking.end());
  }

  String text() {
    return text.toString();
  }

  @Nullable Finish finish() {
    return finish;
  }

  boolean hasThought() {
    return thought || thinking.isSeen();
  }

  /** Whether something came that is no reply. */
  boolean isStrange() {
    return received && !recognised;
  }

  boolean isEnded() {
    return ended;
  }

  WireReply.@Nullable Counts counts() {
    return inputTokens == 0 && outputTokens == 0
        ? null
        : new WireReply.Counts(inputTokens, outputTokens, false);
  }

  List<WireReply.ToolCall> calls() {
    var calls = new ArrayList<WireReply.ToolCall>();
    called.forEach((index, name) ->
        calls.add(
            new WireReply.ToolCall(
                name, arguments.getOrDefault(index, new StringBuilder()).toString())));
    return calls;
  }
}
