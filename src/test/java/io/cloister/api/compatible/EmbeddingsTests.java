package io.cloister.api.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Vectors as programs ask for them. */
@Running
class EmbeddingsTests extends ScriptedUpstream {

  @Test
  void embedsWithTheBuiltInModelInNumbersAndInBytes() {
    var body = "{\"model\":\"builtin/all-minilm-l6-v2\",\"input\":[\"a cat\",\"a dog\"]%s}";

    var numbers = json.readTree(staff.post("/v1/embeddings", body.formatted("")).body());
    var bytes =
        json.readTree(
            staff.post("/v1/embeddings", body.formatted(",\"encoding_format\":\"base64\"")).body());

    assertThat(numbers.path("data")).hasSize(2);
    assertThat(numbers.path("data").path(1).path("embedding")).hasSize(384);
    assertThat(numbers.path("usage").path("prompt_tokens").asInt()).isPositive();
    var decoded =
        ByteBuffer.wrap(
                Base64.getDecoder()
                    .decode(bytes.path("data").path(1).path("embedding").asString("")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(decoded.getFloat(0))
        .isEqualTo((float) numbers.path("data").path(1).path("embedding").path(0).asDouble());
    var tooLong =
        staff.post(
            "/v1/embeddings",
            "{\"model\":\"builtin/all-minilm-l6-v2\",\"input\":\"%s\"}"
                .formatted("cat ".repeat(400)));
    assertThat(tooLong.statusCode()).isEqualTo(400);
    assertThat(
            staff
                .post(
                    "/v1/embeddings", "{\"model\":\"builtin/all-minilm-l6-v2\",\"input\":[[1,2]]}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void turnsNumbersOfAnEndpointIntoTheBytesThatWereAskedFor() {
    endpoint.script(
        ScriptedEndpoint.status(
            200,
            "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5,1.0]}],"
                + "\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}",
            "Content-Type",
            "application/json"));

    var answer =
        staff.post(
            "/v1/embeddings",
            "{\"model\":\"%s/vectors\",\"input\":\"x\",\"encoding_format\":\"base64\"}"
                .formatted(name));

    assertThat(json.readTree(answer.body()).path("data").path(0).path("embedding").asString(""))
        .isEqualTo("AAAAPwAAgD8=");
    assertThat(logged().getFirst().path("inputTokens").asInt()).isEqualTo(3);
  }

  @Test
  void asksForTheSameVectorsOnce() {
    endpoint.script(
        ScriptedEndpoint.status(
            200,
            "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5,1.0]}],"
                + "\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}",
            "Content-Type",
            "application/json"));
    var body = "{\"model\":\"%s/vectors\",\"input\":\"%s\"}";

    var first = staff.post("/v1/embeddings", body.formatted(name, "twice")).body();

    assertThat(staff.post("/v1/embeddings", body.formatted(name, "twice")).body()).isEqualTo(first);
    assertThat(endpoint.seen()).hasSize(1);
    assertThat(logged().getFirst().path("cached").asBoolean()).isTrue();
    assertThat(logged().getFirst().path("costMicros").asLong()).isZero();
    staff.post("/v1/embeddings", body.formatted(name, "other"));
    admin.post("/v1/embeddings", body.formatted(name, "twice"));
    assertThat(endpoint.seen()).hasSize(3);
  }
}
