package io.cloister.models.relay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Embeddings as OpenAI's dialect writes them: numbers, or their bytes in base64. */
public final class Vectors {

  private final JsonMapper json;

  public Vectors(JsonMapper json) {
    this.json = json;
  }

  /**
   * The texts that are to be embedded.
   *
   * @throws Untranslatable if they are tokens of some other model and no texts
   */
  public static List<String> texts(JsonNode input) {
    var texts = new ArrayList<String>();
    if (input.isString()) {
      texts.add(input.asString(""));
    }
    for (var text : input) {
      if (!text.isString()) {
        throw new Untranslatable("input as numbers of tokens (send text)");
      }
      texts.add(text.asString(""));
    }
    return texts;
  }

  public static boolean isBase64Wanted(JsonNode asked) {
    return asked.path("encoding_format").asString("float").equals("base64");
  }

  public ObjectNode reply(String model, List<float[]> vectors, int tokens, boolean base64) {
    var reply = json.createObjectNode().put("object", "list");
    var data = reply.putArray("data");
    for (int i = 0; i < vectors.size(); i++) {
      var one = data.addObject().put("object", "embedding").put("index", i);
      if (base64) {
        one.put("embedding", base64(vectors.get(i)));
      } else {
        var numbers = one.putArray("embedding");
        for (float number : vectors.get(i)) {
          numbers.add(number);
        }
      }
    }
    reply.put("model", model);
    reply.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return reply;
  }

  /** Whether an endpoint gave one for each input, and each is one. */
  static boolean isFor(JsonNode input, JsonNode data) {
    // numbers are the tokens of a single text
    int texts = input.isArray() && !input.path(0).isNumber() ? input.size() : 1;
    if (!data.isArray() || data.size() != texts) {
      return false;
    }
    for (var one : data) {
      var given = one.path("embedding");
      if (given.isString() ? given.asString("").isEmpty() : !hasDirection(given)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasDirection(JsonNode numbers) {
    boolean moved = false;
    for (var number : numbers) {
      if (!number.isNumber() || !Float.isFinite((float) number.asDouble(Double.NaN))) {
        return false;
      }
      moved |= number.asDouble(0) != 0;
    }
    return moved;
  }

  /** Writes what an endpoint gave in the way the program asked for, which some do not know. */
  public void write(ObjectNode reply, boolean base64) {
    for (var one : reply.path("data")) {
      var given = one.path("embedding");
      if (!(one instanceof ObjectNode vector)) {
        continue;
      }
      if (base64 && given.isArray()) {
        var numbers = new float[given.size()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) given.path(i).asDouble(0);
        }
        vector.put("embedding", base64(numbers));
      } else if (!base64 && given.isString()) {
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(given.asString("")));
        var numbers = vector.putArray("embedding");
        var floats = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (floats.hasRemaining()) {
          numbers.add(floats.get());
        }
      }
    }
  }

  private static String base64(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
