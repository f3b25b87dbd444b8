package io.cloister.api.answering;

import static io.cloister.api.answering.Asker.HOW_LONG;
import static io.cloister.api.answering.Asker.at;
import static io.cloister.api.answering.Asker.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What readers and programs are told of an answer while a model still writes it. */
@Running
class StreamedAnswerTests {

  @Autowired BeanFactory product;
  @LocalServerPort int port;

  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private Asker asker;
  private String connection = "";

  @BeforeEach
  void aModelInside() {
    asker = new Asker(product, port);
    connection = asker.model(endpoint, "inside");
  }

  @AfterEach
  void noModel() {
    endpoint.close();
    Caller.admin(port).delete("/api/v1/models/connections/" + connection);
  }

  @Test
  void tellsWhatHappensAsItHappens() {
    endpoint.script(
        ScriptedEndpoint.stream("Invoices of suppliers are ", "kept for 10 years [1]."));

    var events = asker.stream(HOW_LONG);

    var names =
        events.lines().filter(line -> line.startsWith("event: ")).map(l -> l.substring(7)).toList();
    assertThat(names)
        .containsExactly(
            "status", "status", "sources", "status", "delta", "delta", "check", "block", "done");
    assertThat(at(done(events), "$.outcome")).isEqualTo("answered");
  }

  @Test
  void tellsProgramsTheAnswerAsItIsWritten() {
    endpoint.script(
        ScriptedEndpoint.stream("Invoices of suppliers are ", "kept for 10 years [1]."));

    var pieces = streamed("/v1/chat/completions", "$.choices[0].delta.content");
    var blocks = streamed("/v1/messages", "$.delta.text");

    assertThat(pieces)
        .startsWith("", "Invoices of suppliers are ", "kept for 10 years [1].")
        .last()
        .asString()
        .startsWith("\n\nSources:\n[1] Records policy");
    assertThat(blocks).isEqualTo(pieces.subList(1, pieces.size()));
  }

  @Test
  void neverTellsProgramsTheWordForNotKnowing() {
    endpoint.script(ScriptedEndpoint.stream("NOT", "_IN_", "SOURCES"));

    assertThat(streamed("/v1/chat/completions", "$.choices[0].delta.content"))
        .containsExactly("", "Nothing in your documents answers this.");
  }

  private List<String> streamed(String path, String piece) {
    var events =
        asker
            .program()
            .post(
                path,
                "{\"model\":\"cloister/ask\",\"stream\":true,\"max_tokens\":99,\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(HOW_LONG))
            .body();
    var lenient =
        JsonPath.using(Configuration.defaultConfiguration().addOptions(Option.SUPPRESS_EXCEPTIONS));
    return events
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> lenient.parse(line.substring(6)).<String>read(piece))
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void stopsTheModelWhenTheReaderLeaves() throws Exception {
    endpoint.script(
        ScriptedEndpoint.endlessStream("Invoices are kept [1]. ", Duration.ofMillis(50)));
    var client = HttpClient.newHttpClient();
    var answer = client.send(asker.streaming(HOW_LONG), BodyHandlers.ofInputStream());
    answer.body().readNBytes(600);
    answer.body().close();
    client.shutdownNow();

    assertThat(endpoint.wasHungUpOn()).isTrue();
    var until = Instant.now().plusSeconds(20);
    var thread = "";
    while (thread.isEmpty() && Instant.now().isBefore(until)) {
      var all =
          JsonPath.<List<String>>read(asker.caller.get("/api/v1/threads").body(), "$.items[*].id");
      thread = all.isEmpty() ? "" : all.getFirst();
    }
    assertThat(at(asker.caller.get("/api/v1/threads/" + thread).body(), "$.turns[0].outcome"))
        .isEqualTo("stopped");
  }
}
