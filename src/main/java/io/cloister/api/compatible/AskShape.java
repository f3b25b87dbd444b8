package io.cloister.api.compatible;

import io.cloister.answering.Turn;
import io.cloister.models.RelayRequest.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer from documents in the shapes of both dialects. It is checked before it is told, so that
 * a stream of it comes at once.
 *
 * @param text with its sources below it
 */
record AskShape(JsonMapper json, Turn turn, String text) {

  ObjectNode whole(Dialect dialect) {
    return switch (dialect) {
      case OPENAI -> {
        var whole = head("chat.completion");
        var choice = whole.putArray("choices").addObject().put("index", 0);
        choice
            .putObject("message")
            .put("role", "assistant")
            .put("content", text)
            .putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", "stop");
        whole.set("usage", openAiUsage());
        AskModel.citations(turn, whole.putObject("cloister"));
        yield whole;
      }
      case ANTHROPIC -> {
        var whole = message();
        whole.putArray("content").addObject().put("type", "text").put("text", text);
        whole.put("stop_reason", "end_turn").putNull("stop_sequence");
        whole.set("usage", anthropicUsage());
        AskModel.citations(turn, whole.putObject("cloister"));
        yield whole;
      }
    };
  }

  List<ObjectNode> events(Dialect dialect, boolean counted) {
    return dialect == Dialect.OPENAI ? chunks(counted) : messageEvents();
  }

  private List<ObjectNode> chunks(boolean counted) {
    var chunks = new ArrayList<ObjectNode>();
    chunks.add(chunk(json.createObjectNode().put("role", "assistant").put("content", ""), null));
    chunks.add(chunk(json.createObjectNode().put("content", text), null));
    var last = chunk(json.createObjectNode(), "stop");
    AskModel.citations(turn, last.putObject("cloister"));
    chunks.add(last);
    if (counted) {
      var usage = head("chat.completion.chunk");
      usage.putArray("choices");
      usage.set("usage", openAiUsage());
      chunks.add(usage);
    }
    return chunks;
  }

  private ObjectNode chunk(ObjectNode delta, @Nullable String finish) {
    var chunk = head("chat.completion.chunk");
    var choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finish);
    return chunk;
  }

  private List<ObjectNode> messageEvents() {
    var start = event("message_start");
    var message = message();
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    message.putObject("usage").put("input_tokens", turn.usage().inputTokens());
    message.withObject("usage").put("output_tokens", 0);
    start.set("message", message);
    var begin = event("content_block_start").put("index", 0);
    begin.putObject("content_block").put("type", "text").put("text", "");
    var more = event("content_block_delta").put("index", 0);
    more.putObject("delta").put("type", "text_delta").put("text", text);
    var last = event("message_delta");
    last.putObject("delta").put("stop_reason", "end_turn").putNull("stop_sequence");
    last.set("usage", anthropicUsage());
    AskModel.citations(turn, last.putObject("cloister"));
    return List.of(
        start,
        begin,
        more,
        event("content_block_stop").put("index", 0),
        last,
        event("message_stop"));
  }

  private ObjectNode event(String type) {
    return json.createObjectNode().put("type", type);
  }

  private String id() {
    return turn.thread() + "-" + turn.ordinal();
  }

  private ObjectNode head(String object) {
    return json.createObjectNode()
        .put("id", "chatcmpl-" + id())
        .put("object", object)
        .put("created", turn.askedAt().getEpochSecond())
        .put("model", AskModel.NAME);
  }

  private ObjectNode message() {
    return json.createObjectNode()
        .put("id", "msg_" + id())
        .put("type", "message")
        .put("role", "assistant")
        .put("model", AskModel.NAME);
  }

  private ObjectNode openAiUsage() {
    int input = turn.usage().inputTokens();
    int output = turn.usage().outputTokens();
    return json.createObjectNode()
        .put("prompt_tokens", input)
        .put("completion_tokens", output)
        .put("total_tokens", input + output);
  }

  private ObjectNode anthropicUsage() {
    return json.createObjectNode()
        .put("input_tokens", turn.usage().inputTokens())
        .put("output_tokens", turn.usage().outputTokens());
  }
}
