package io.cloister.models.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.models.relay.EventCutter.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a stream in Anthropic's dialect to one in OpenAI's. */
public final class ToOpenAiPipe implements Pipe {

  private final Tally tally;
  private final Replies replies;
  private final String model;
  private final long created;
  private final boolean countIsWanted;
  private final JsonMapper json;
  private String id = "chatcmpl-" + UUID.randomUUID();
  private int call = -1;

  /**
   * @param created seconds since 1970
   */
  public ToOpenAiPipe(
      Tally tally,
      Replies replies,
      String model,
      long created,
      boolean countIsWanted,
      JsonMapper json) {
    this.tally = tally;
    this.replies = replies;
    this.model = model;
    this.created = created;
    this.countIsWanted = countIsWanted;
    this.json = json;
  }

  @Override
  public void pass(Event event, OutputStream out) throws IOException {
    var data = event.data();
    if (data == null) {
      return;
    }
    var said = EventWords.read(data, json);
    tally.event();
    switch (said.path("type").asString("")) {
      case "message_start" -> {
        tally.anthropic(said.path("message").path("usage"));
        id = "chatcmpl-" + said.path("message").path("id").asString(id);
        delta(json.createObjectNode().put("role", "assistant").put("content", ""), out);
      }
      case "content_block_start" -> begin(said.path("content_block"), out);
      case "content_block_delta" -> more(said.path("delta"), out);
      case "message_delta" -> {
        tally.anthropic(said.path("usage"));
        var reason = said.path("delta").path("stop_reason").asString("");
        tally.stoppedBy(reason);
        var chunk = chunk(json.createObjectNode());
        if (chunk.path("choices").path(0) instanceof ObjectNode choice) {
          choice.put("finish_reason", Finishes.openAi(reason));
        }
        send(chunk, out);
      }
      case "message_stop" -> {
        tally.end();
        if (countIsWanted) {
          var chunk = chunk(json.createObjectNode());
          chunk.putArray("choices");
          chunk.set("usage", replies.usage(tally));
          send(chunk, out);
        }
        out.write("data: [DONE]\n\n".getBytes(UTF_8));
      }
      default -> {
        // a ping, or what this dialect has no words for
      }
    }
  }

  private void begin(JsonNode block, OutputStream out) throws IOException {
    if (block.path("type").asString("").equals("tool_use")) {
      call++;
      var delta = json.createObjectNode();
      var made = delta.putArray("tool_calls").addObject().put("index", call);
      made.set("id", block.path("id"));
      made.put("type", "function")
          .putObject("function")
          .put("name", block.path("name").asString(""))
          .put("arguments", "");
      delta(delta, out);
    }
  }

  private void more(JsonNode piece, OutputStream out) throws IOException {
    var delta = json.createObjectNode();
    switch (piece.path("type").asString("")) {
      case "text_delta" -> delta.set("content", piece.path("text"));
      case "thinking_delta" -> delta.set("reasoning_content", piece.path("thinking"));
      case "input_json_delta" ->
          delta
              .putArray("tool_calls")
              .addObject()
              .put("index", call)
              .putObject("function")
              .set("arguments", piece.path("partial_json"));
      default -> {
        return;
      }
    }
    delta(delta, out);
  }

  private void delta(ObjectNode delta, OutputStream out) throws IOException {
    send(chunk(delta), out);
  }

  private ObjectNode chunk(ObjectNode delta) {
    var chunk = json.createObjectNode();
    chunk.put("id", id).put("object", "chat.completion.chunk").put("created", created);
    chunk.put("model", model);
    var choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs");
    choice.putNull("finish_reason");
    return chunk;
  }

  private void send(ObjectNode chunk, OutputStream out) throws IOException {
    out.write(("data: " + json.writeValueAsString(chunk) + "\n\n").getBytes(UTF_8));
  }
}
