package io.cloister.models.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.models.relay.EventCutter.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a stream in OpenAI's dialect to one in Anthropic's. */
public final class ToAnthropicPipe implements Pipe {

  private static final int NONE = -1;
  private static final int TEXT = -2;

  private final Tally tally;
  private final String model;
  private final int inputGuess;
  private final JsonMapper json;
  private boolean begun;
  private boolean over;
  private int block = -1;
  // what the open block holds: text, or the call of this index
  private int holds = NONE;
  private boolean called;
  private String finish = "";

  /**
   * @param inputGuess told at the beginning, when the endpoint has not counted yet
   */
  public ToAnthropicPipe(Tally tally, String model, int inputGuess, JsonMapper json) {
    this.tally = tally;
    this.model = model;
    this.inputGuess = inputGuess;
    this.json = json;
  }

  @Override
  public void pass(Event event, OutputStream out) throws IOException {
    var data = event.data();
    if (data == null || data.isBlank()) {
      return;
    }
    if (data.strip().equals("[DONE]")) {
      tally.end();
      end(out);
      return;
    }
    var said = EventWords.read(data, json);
    tally.event();
    begin(out);
    if (said.path("usage").isObject()) {
      tally.openAi(said.path("usage"));
    }
    var choice = said.path("choices").path(0);
    var delta = choice.path("delta");
    var text = delta.path("content").asString(delta.path("refusal").asString(""));
    if (!text.isEmpty()) {
      open(TEXT, json.createObjectNode().put("type", "text").put("text", ""), out);
      piece(json.createObjectNode().put("type", "text_delta").put("text", text), out);
    }
    for (var call : delta.path("tool_calls")) {
      call(call, out);
    }
    if (choice.path("finish_reason").isString()) {
      finish = choice.path("finish_reason").asString("");
      tally.stoppedBy(finish);
    }
  }

  private void begin(OutputStream out) throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    var start = json.createObjectNode().put("type", "message_start");
    var message = start.putObject("message");
    message.put("id", "msg_" + UUID.randomUUID()).put("type", "message").put("role", "assistant");
    message.put("model", model).putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    message.putObject("usage").put("input_tokens", inputGuess).put("output_tokens", 0);
    send(start, out);
    send(json.createObjectNode().put("type", "ping"), out);
  }

  private void call(JsonNode call, OutputStream out) throws IOException {
    int index = call.path("index").asInt(Math.max(0, holds));
    var function = call.path("function");
    if (holds != index) {
      var use = json.createObjectNode().put("type", "tool_use");
      use.put("id", call.path("id").asString("toolu_" + UUID.randomUUID()));
      use.put("name", function.path("name").asString("")).putObject("input");
      open(index, use, out);
      called = true;
    }
    var arguments = function.path("arguments").asString("");
    if (!arguments.isEmpty()) {
      piece(
          json.createObjectNode().put("type", "input_json_delta").put("partial_json", arguments),
          out);
    }
  }

  private void open(int what, ObjectNode content, OutputStream out) throws IOException {
    if (holds == what) {
      return;
    }
    close(out);
    holds = what;
    block++;
    var start = json.createObjectNode().put("type", "content_block_start").put("index", block);
    start.set("content_block", content);
    send(start, out);
  }

  private void piece(ObjectNode delta, OutputStream out) throws IOException {
    var more = json.createObjectNode().put("type", "content_block_delta").put("index", block);
    more.set("delta", delta);
    send(more, out);
  }

  private void close(OutputStream out) throws IOException {
    if (holds != NONE) {
      holds = NONE;
      send(json.createObjectNode().put("type", "content_block_stop").put("index", block), out);
    }
  }

  @Override
  public void end(OutputStream out) throws IOException {
    if (over || finish.isEmpty()) {
      return; // without a reason to stop it was cut off, and is not closed as if it were whole
    }
    over = true;
    close(out);
    var last = json.createObjectNode().put("type", "message_delta");
    last.putObject("delta")
        .put("stop_reason", called ? "tool_use" : Finishes.anthropic(finish))
        .putNull("stop_sequence");
    last.putObject("usage")
        .put("input_tokens", tally.inputOr(inputGuess))
        .put("output_tokens", tally.outputOrEvents());
    send(last, out);
    send(json.createObjectNode().put("type", "message_stop"), out);
  }

  private void send(ObjectNode event, OutputStream out) throws IOException {
    out.write(
        "event: %s\ndata: %s\n\n"
            .formatted(event.path("type").asString(""), json.writeValueAsString(event))
            .getBytes(UTF_8));
  }
}
