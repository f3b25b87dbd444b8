package io.cloister.models.builtin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation of a graph.
 *
 * @param domain whose operator it is, empty for ONNX's own
 * @param inputs the values it reads, an empty name where one is left out
 * @param attributes by name, as messages
 */
record OnnxNode(
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, ProtoMessage> attributes) {

  private static final String MICROSOFT = "com.microsoft";

  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_INT = 3;
  private static final int ATTRIBUTE_INTS = 8;
  private static final int ATTRIBUTE_TYPE = 20;
  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INT = 2;

  /** One of Microsoft's operators, without attributes. */
  static OnnxNode of(String operator, List<String> inputs, List<String> outputs) {
    return new OnnxNode(operator, MICROSOFT, inputs, outputs, Map.of());
  }

  static OnnxNode read(ByteBuffer bytes) throws IOException {
    var message = ProtoMessage.parse(bytes);
    var attributes = new HashMap<String, ProtoMessage>();
    for (var part : message.parts(ATTRIBUTE)) {
      var attribute = ProtoMessage.parse(part);
      attributes.put(attribute.text(ATTRIBUTE_NAME), attribute);
    }
    return new OnnxNode(
        message.text(OPERATOR),
        message.text(DOMAIN),
        message.texts(INPUT),
        message.texts(OUTPUT),
        attributes);
  }

  ByteBuffer bytes() {
    var message = ProtoMessage.EMPTY.with(OPERATOR, operator).with(DOMAIN, domain);
    for (var input : inputs) {
      message = message.with(INPUT, input);
    }
    for (var output : outputs) {
      message = message.with(OUTPUT, output);
    }
    for (var attribute : attributes.values()) {
      message = message.with(ATTRIBUTE, attribute.bytes());
    }
    return message.bytes();
  }

  boolean is(String name) {
    return operator.equals(name);
  }

  /** The value it reads there, empty where it reads none. */
  String input(int at) {
    return at < inputs.size() ? inputs.get(at) : "";
  }

  String output() {
    return outputs.getFirst();
  }

  OnnxNode withInput(int at, String value) {
    var changed = new ArrayList<>(inputs);
    while (changed.size() <= at) {
      changed.add("");
    }
    changed.set(at, value);
    return new OnnxNode(operator, domain, changed, outputs, attributes);
  }

  OnnxNode withOutput(String value) {
    return new OnnxNode(operator, domain, inputs, List.of(value), attributes);
  }

  OnnxNode with(String attribute, float value) {
    return with(attribute, named(attribute, TYPE_FLOAT).with(ATTRIBUTE_FLOAT, value));
  }

  OnnxNode with(String attribute, long value) {
    return with(attribute, named(attribute, TYPE_INT).with(ATTRIBUTE_INT, value));
  }

  private static ProtoMessage named(String name, long type) {
    return ProtoMessage.EMPTY.with(ATTRIBUTE_NAME, name).with(ATTRIBUTE_TYPE, type);
  }

  private OnnxNode with(String name, ProtoMessage attribute) {
    var changed = new HashMap<>(attributes);
    changed.put(name, attribute);
    return new OnnxNode(operator, domain, inputs, outputs, changed);
  }

  private ProtoMessage attribute(String name) {
    return attributes.getOrDefault(name, ProtoMessage.EMPTY);
  }

  float number(String attribute, float otherwise) {
    return attribute(attribute).numbers(ATTRIBUTE_FLOAT).stream()
        .map(bits -> Float.intBitsToFloat(bits.intValue()))
        .findFirst()
        .orElse(otherwise);
  }

  boolean isSet(String attribute) {
    return attribute(attribute).numbers(ATTRIBUTE_INT).contains(1L);
  }

  /** Whether it brings the axes into this order. */
  boolean hasOrder(Long... axes) {
    return attribute("perm").numbers(ATTRIBUTE_INTS).equals(List.of(axes));
  }
}
