package io.cloister.api.compatible;

import static io.cloister.ScriptedEndpoint.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Web pages elsewhere call only if their origin was allowed. */
@Running
class OriginsTests extends ScriptedUpstream {

  private static final String STRANGER = "https://elsewhere.example";
  private static final String HEADERS = "authorization, x-stainless-os, x-never-heard-of";

  @Test
  void reflectsWhatAnAllowedOriginWantsToSend() {
    var answer = asking(Running.ORIGIN);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(Running.ORIGIN);
    assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo(HEADERS);
    assertThat(header(answer, "Access-Control-Allow-Methods")).contains("POST");
    assertThat(header(answer, "Vary")).contains("Origin");
    assertThat(header(answer, "Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void tellsAllOthersNothing() {
    var answer = asking(STRANGER);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().map().keySet())
        .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @Test
  void letsAnAllowedOriginReadTheAnswerAndNoOther() {
    endpoint.script(chat("Hello."));

    var allowed = staff.with("Origin", Running.ORIGIN).get("/v1/models");
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(Running.ORIGIN);
    assertThat(header(allowed, "Access-Control-Expose-Headers")).contains("x-request-id");
    assertThat(header(ask("\"messages\":[]"), "Access-Control-Allow-Origin"))
        .isEqualTo(Running.ORIGIN);

    var other = staff.with("Origin", STRANGER).get("/v1/models");
    assertThat(header(other, "Access-Control-Allow-Origin")).isEmpty();
    // nor may a page read what is not for programs
    var page = staff.with("Origin", Running.ORIGIN).get("/api/v1/collections");
    assertThat(header(page, "Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void letsItReadRefusalsToo() {
    var refused = Caller.nobody(port).with("Origin", Running.ORIGIN).get("/v1/models");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo(Running.ORIGIN);
  }

  private HttpResponse<String> asking(String origin) {
    return Caller.nobody(port)
        .with("Origin", origin)
        .with("Access-Control-Request-Method", "POST")
        .with("Access-Control-Request-Headers", HEADERS)
        .send("OPTIONS", "/v1/chat/completions", BodyPublishers.noBody(), Map.of());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }
}
