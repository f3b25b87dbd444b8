package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What the other tests may count on when they use the local model. */
class LocalModelTests {

  private static final String QUESTION =
      """
      {"model": "smollm2", "max_tokens": 8, "stream": %s,
       "messages": [{"role": "user", "content": "Say hello"}]}
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void answersAChat() throws Exception {
    var answer = post(LocalModel.chat(), LocalModel.KEY, QUESTION.formatted(false));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"role\":\"assistant\"", "\"completion_tokens\"");
  }

  @Test
  void streamsAChat() throws Exception {
    var answer = post(LocalModel.chat(), LocalModel.KEY, QUESTION.formatted(true));

    assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
    assertThat(answer.body()).contains("data: {").endsWith("data: [DONE]\n\n");
  }

  @Test
  void refusesAWrongKey() throws Exception {
    var answer = post(LocalModel.chat(), "sk-wrong", QUESTION.formatted(false));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> post(URI base, String key, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
