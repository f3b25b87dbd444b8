package io.cloister.api.compatible;

import io.cloister.answering.Turn;
import io.cloister.models.relay.RelayRequest.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer from documents in the shapes of a dialect, whole or piece by piece. */
record AskShape(JsonMapper json, Dialect dialect, String id, Instant at) {

  static AskShape of(Dialect dialect, Instant at, JsonMapper json) {
    return new AskShape(json, dialect, UUID.randomUUID().toString().replace("-", ""), at);
  }

  /**
   * @param text with its sources below it
   */
  ObjectNode whole(Turn turn, String text) {
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
        whole.set("usage", openAiUsage(turn));
        AskModel.citations(turn, whole.putObject("cloister"));
        yield whole;
      }
      case ANTHROPIC -> {
        var whole = message();
        whole.putArray("content").addObject().put("type", "text").put("text", text);
        whole.put("stop_reason", "end_turn").putNull("stop_sequence");
        whole.set("usage", anthropicUsage(turn));
        AskModel.citations(turn, whole.putObject("cloister"));
        yield whole;
      }
    };
  }

  /** What stands before the first piece. */
  List<ObjectNode> begin() {
    return switch (dialect) {
      case OPENAI ->
          List.of(chunk(json.createObjectNode().put("role", "assistant").put("content", ""), null));
      case ANTHROPIC -> {
        var start = event("message_start");
        var message = message();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        start.set("message", message);
        var block = event("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        yield List.of(start, block);
      }
    };
  }

  ObjectNode piece(String text) {
    return switch (dialect) {
      case OPENAI -> chunk(json.createObjectNode().put("content", text), null);
      case ANTHROPIC -> {
        var more = event("content_block_delta").put("index", 0);
        more.putObject("delta").put("type", "text_delta").put("text", text);
        yield more;
      }
    };
  }

  /**
   * What stands after the last piece.
   *
   * @param counted whether the client asked for the count, which one dialect always tells
   */
  List<ObjectNode> end(Turn turn, boolean counted) {
    var end = new ArrayList<ObjectNode>();
    switch (dialect) {
      case OPENAI -> {
        var last = chunk(json.createObjectNode(), "stop");
        AskModel.citations(turn, last.putObject("cloister"));
        end.add(last);
        if (counted) {
          var usage = head("chat.completion.chunk");
          usage.putArray("choices");
          usage.set("usage", openAiUsage(turn));
          end.add(usage);
        }
      }
      case ANTHROPIC -> {
        end.add(event("content_block_stop").put("index", 0));
        var last = event("message_delta");
        last.putObject("delta").put("stop_reason", "end_turn").putNull("stop_sequence");
        last.set("usage", anthropicUsage(turn));
        AskModel.citations(turn, last.putObject("cloister"));
        end.add(last);
        end.add(event("message_stop"));
      }
    }
    return end;
  }

  private ObjectNode chunk(ObjectNode delta, @Nullable String finish) {
    var chunk = head("chat.completion.chunk");
    var choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finish);
    return chunk;
  }

  private ObjectNode event(String type) {
    return json.createObjectNode().put("type", type);
  }

  private ObjectNode head(String object) {
    return json.createObjectNode()
        .put("id", "chatcmpl-" + id)
        .put("object", object)
        .put("created", at.getEpochSecond())
        .put("model", AskModel.NAME);
  }

  private ObjectNode message() {
    return json.createObjectNode()
        .put("id", "msg_" + id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", AskModel.NAME);
  }

  private ObjectNode openAiUsage(Turn turn) {
    int input = turn.usage().inputTokens();
    int output = turn.usage().outputTokens();
    return json.createObjectNode()
        .put("prompt_tokens", input)
        .put("completion_tokens", output)
        .put("total_tokens", input + output);
  }

  private ObjectNode anthropicUsage(Turn turn) {
    return json.createObjectNode()
        .put("input_tokens", turn.usage().inputTokens())
        .put("output_tokens", turn.usage().outputTokens());
  }
}
