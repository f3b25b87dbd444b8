package io.cloister.models.builtin;

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
    var message =
        ProtoMessage.EMPTY
            .with(2, "overlap")
            .with(11, value("input_ids", INT64, "batch", "tokens"))
            .with(11, value("attention_mask", INT64, "batch", "tokens"))
            .with(11, value("token_type_ids", INT64, "batch", "tokens"))
            .with(12, value(isOfManyNumbers ? "matches" : "pairs", FLOAT, "batch", "labels"));
    for (var node : graph) {
      message = message.with(1, node);
    }
    return ProtoMessage.array(
        ProtoMessage.EMPTY
            .with(1, IR_VERSION)
            .with(7, message.bytes())
            .with(8, ProtoMessage.EMPTY.with(1, "").with(2, OPERATORS).bytes())
            .bytes());
  }

  private static ByteBuffer node(
      String operator, List<String> inputs, String output, ByteBuffer... attributes) {
    var node = ProtoMessage.EMPTY.with(2, output).with(4, operator);
    for (var input : inputs) {
      node = node.with(1, input);
    }
    for (var attribute : attributes) {
      node = node.with(5, attribute);
    }
    return node.bytes();
  }

  private static ByteBuffer attribute(String name, int value) {
    return ProtoMessage.EMPTY.with(1, name).with(3, value).with(20, 2).bytes();
  }

  private static ByteBuffer attribute(String name, ByteBuffer tensor) {
    return ProtoMessage.EMPTY.with(1, name).with(5, tensor).with(20, 4).bytes();
  }

  private static ByteBuffer floatTensor(float value) {
    var bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    return ProtoMessage.EMPTY.with(2, FLOAT).with(9, bytes.flip()).bytes();
  }

  private static ByteBuffer value(String name, int type, String... dimensions) {
    var shape = ProtoMessage.EMPTY;
    for (var dimension : dimensions) {
      shape = shape.with(1, ProtoMessage.EMPTY.with(2, dimension).bytes());
    }
    var tensor = ProtoMessage.EMPTY.with(1, type).with(2, shape.bytes());
    return ProtoMessage.EMPTY
        .with(1, name)
        .with(2, ProtoMessage.EMPTY.with(1, tensor.bytes()).bytes())
        .bytes();
  }
}
