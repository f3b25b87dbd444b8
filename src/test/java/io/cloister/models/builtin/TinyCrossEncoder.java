package io.cloister.models.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cross-encoder of nine operators, written as ONNX: the more pairs of equal tokens query and text
 * have, the higher its one number. It ranks by words, but all of the way to it is the real one.
 */
public final class TinyCrossEncoder {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 13;

  private TinyCrossEncoder() {}

  /** Makes a folder as people have it of a model from elsewhere. */
  public static Path in(Path parent, String name) throws IOException {
    var folder = Files.createDirectories(parent.resolve(name));
    Files.write(folder.resolve("model.onnx"), model(false));
    Files.write(folder.resolve("tokenizer.json"), ModelFiles.shipped().tokenizer().bytes());
    return folder;
  }

  /**
   * @param isOfManyNumbers whether it gives one a token, as models do that rank nothing
   */
  static byte[] model(boolean isOfManyNumbers) {
    var graph =
        List.of(
            node("Constant", List.of(), "one", attribute("value", floatTensor(1))),
            node("Cast", List.of("token_type_ids"), "second", attribute("to", FLOAT)),
            node("Sub", List.of("one", "second"), "first"),
            node("Transpose", List.of("input_ids"), "upright"),
            node("Equal", List.of("upright", "input_ids"), "same"),
            node("Cast", List.of("same"), "counted", attribute("to", FLOAT)),
            node("MatMul", List.of("first", "counted"), "matches"),
            node("Transpose", List.of("second"), "column"),
            node("MatMul", List.of("matches", "column"), "pairs"));
    var message = new Message();
    graph.forEach(node -> message.put(1, node));
    message
        .put(2, "overlap")
        .put(11, value("input_ids", INT64, "batch", "tokens"))
        .put(11, value("attention_mask", INT64, "batch", "tokens"))
        .put(11, value("token_type_ids", INT64, "batch", "tokens"))
        .put(12, value(isOfManyNumbers ? "matches" : "pairs", FLOAT, "batch", "labels"));
    return new Message()
        .put(1, IR_VERSION)
        .put(7, message)
        .put(8, new Message().put(1, "").put(2, OPERATORS))
        .bytes();
  }

  private static Message node(
      String operator, List<String> inputs, String output, Message... attributes) {
    var node = new Message();
    inputs.forEach(input -> node.put(1, input));
    node.put(2, output).put(4, operator);
    for (var attribute : attributes) {
      node.put(5, attribute);
    }
    return node;
  }

  private static Message attribute(String name, int value) {
    return new Message().put(1, name).put(3, value).put(20, 2);
  }

  private static Message attribute(String name, Message tensor) {
    return new Message().put(1, name).put(5, tensor).put(20, 4);
  }

  private static Message floatTensor(float value) {
    var bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    return new Message().put(2, FLOAT).put(9, bytes.array());
  }

  private static Message value(String name, int type, String... dimensions) {
    var shape = new Message();
    for (var dimension : dimensions) {
      shape.put(1, new Message().put(2, dimension));
    }
    return new Message()
        .put(1, name)
        .put(2, new Message().put(1, new Message().put(1, type).put(2, shape)));
  }

  /** As Protocol Buffers write it. */
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message put(int field, int value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message put(int field, byte[] value) {
      varint(field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message put(int field, String value) {
      return put(field, value.getBytes(UTF_8));
    }

    Message put(int field, Message value) {
      return put(field, value.bytes());
    }

    private void varint(int value) {
      int left = value;
      while (left > 0x7f) {
        out.write(left & 0x7f | 0x80);
        left >>>= 7;
      }
      out.write(left);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
