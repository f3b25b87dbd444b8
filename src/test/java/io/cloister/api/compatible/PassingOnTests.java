package io.cloister.api.compatible;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.cutStream;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import org.junit.jupiter.api.Test;

/** What of a program's request reaches the endpoint, and what of its reply comes back. */
@Running
class PassingOnTests extends ScriptedUpstream {

  @Test
  void passesARequestOnWithOnlyWhatMustBeChanged() {
    endpoint.script(chat("Hello."));

    var answer =
        ask(
            """
            "messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}],
            "max_completion_tokens":9,"seed":7,"temperature":0.10,"store":false,"x_unheard_of":{"a":[1]}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    var reply = json.readTree(answer.body());
    assertThat(reply.path("choices").path(0).path("message").path("content").asString(""))
        .isEqualTo("Hello.");
    var seen = endpoint.seen().getFirst();
    assertThat(seen.path()).isEqualTo("/v1/chat/completions");
    assertThat(seen.headers()).containsEntry("Authorization", "Bearer " + SECRET);
    assertThat(seen.body()).contains("\"temperature\":0.10", "\"x_unheard_of\":{\"a\":[1]}");
    var body = json.readTree(seen.body());
    assertThat(body.path("model").asString("")).isEqualTo("scripted");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(9);
    assertThat(body.has("max_completion_tokens")).isFalse();
    assertThat(body.path("seed").asInt()).isEqualTo(7);
    assertThat(body.path("messages").path(0).path("role").asString("")).isEqualTo("system");
  }

  @Test
  void learnsWhatTheLimitIsCalled() {
    endpoint.script(
        error(400, "Unsupported parameter: use 'max_completion_tokens' instead."), chat("One."));

    assertThat(ask("\"messages\":[],\"max_tokens\":5").statusCode()).isEqualTo(200);
    assertThat(ask("\"messages\":[],\"max_tokens\":5").statusCode()).isEqualTo(200);

    var bodies = endpoint.seen().stream().map(seen -> json.readTree(seen.body())).toList();
    assertThat(bodies).hasSize(3);
    assertThat(bodies.get(0).has("max_tokens")).isTrue();
    assertThat(bodies.get(1).path("max_completion_tokens").asInt()).isEqualTo(5);
    assertThat(bodies.get(2).has("max_tokens")).isFalse();
  }

  @Test
  void streamsAndCountsButTellsTheCountOnlyWhoAsksForIt() {
    endpoint.script(stream("Hel", "lo."));

    var plain = ask("\"messages\":[],\"stream\":true");
    var counted =
        ask("\"messages\":[],\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    assertThat(plain.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(plain.body()).contains("Hel", "\"finish_reason\":\"stop\"").endsWith("[DONE]\n\n");
    assertThat(plain.body()).doesNotContain("\"usage\"");
    assertThat(counted.body()).contains("\"choices\":[],\"usage\":{\"prompt_tokens\":11");
    assertThat(json.readTree(endpoint.seen().getFirst().body()).path("stream_options"))
        .hasToString("{\"include_usage\":true}");
    var line = logged().getFirst();
    assertThat(line.path("function").asString("")).isEqualTo("chat");
    assertThat(line.path("inputTokens").asInt()).isEqualTo(11);
    assertThat(line.path("outputTokens").asInt()).isEqualTo(7);
  }

  @Test
  void saysWhenAStreamBrokeOff() {
    endpoint.script(cutStream("Hel"));

    var answer = ask("\"messages\":[],\"stream\":true");

    assertThat(answer.body()).contains("Hel", "\"error\":{").doesNotContain("[DONE]");
    assertThat(logged().getFirst().path("outcome").asString("")).isEqualTo("incomplete");
  }
}
