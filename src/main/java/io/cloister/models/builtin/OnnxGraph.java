package io.cloister.models.builtin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model's graph: nodes in an order in which each comes after those that it reads from.
 *
 * <p>Open Neural Network Exchange. Intermediate Representation Specification, onnx.proto.
 */
final class OnnxGraph {

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_CONSTANT = 5;
  private static final int GRAPH_OUTPUT = 12;
  private static final int VALUE_NAME = 1;

  private final Frame frame;
  private final List<OnnxNode> nodes;
  private final Map<String, OnnxConstant> constants;
  private final Map<String, OnnxNode> makers = new HashMap<>();

  /**
   * What nodes and constants are taken out of.
   *
   * @param outputs the values that the model gives
   */
  private record Frame(ProtoMessage model, ProtoMessage graph, List<String> outputs) {}

  private OnnxGraph(Frame frame, List<OnnxNode> nodes, Map<String, OnnxConstant> constants) {
    this.frame = frame;
    this.nodes = nodes;
    this.constants = constants;
    for (var node : nodes) {
      node.outputs().forEach(output -> makers.put(output, node));
    }
  }

  /**
   * @throws IOException if it is no model
   */
  static OnnxGraph read(byte[] bytes) throws IOException {
    var model = ProtoMessage.parse(ByteBuffer.wrap(bytes));
    if (model.parts(MODEL_GRAPH).size() != 1) {
      throw new IOException("a model has no graph");
    }
    var graph = ProtoMessage.parse(model.parts(MODEL_GRAPH).getFirst());
    var nodes = new ArrayList<OnnxNode>();
    for (var node : graph.parts(GRAPH_NODE)) {
      nodes.add(OnnxNode.read(node));
    }
    var constants = new HashMap<String, OnnxConstant>();
    for (var part : graph.parts(GRAPH_CONSTANT)) {
      var constant = OnnxConstant.read(part);
      constants.put(constant.name(), constant);
    }
    var outputs = new ArrayList<String>();
    for (var output : graph.parts(GRAPH_OUTPUT)) {
      outputs.add(ProtoMessage.parse(output).text(VALUE_NAME));
    }
    var frame =
        new Frame(
            model.without(MODEL_GRAPH), graph.without(GRAPH_NODE).without(GRAPH_CONSTANT), outputs);
    return new OnnxGraph(frame, nodes, constants);
  }

  byte[] bytes() {
    var graph = new ArrayList<>(frame.graph.fields());
    for (var node : nodes) {
      graph.addAll(ProtoMessage.EMPTY.with(GRAPH_NODE, node.bytes()).fields());
    }
    for (var constant : constants.values()) {
      graph.addAll(ProtoMessage.EMPTY.with(GRAPH_CONSTANT, constant.bytes()).fields());
    }
    return ProtoMessage.array(
        frame.model.with(MODEL_GRAPH, new ProtoMessage(graph).bytes()).bytes());
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  /** The node of this operator that makes a value. */
  Optional<OnnxNode> maker(String value, String operator) {
    return Optional.ofNullable(makers.get(value)).filter(node -> node.is(operator));
  }

  /** The one node that reads a value, if it is of this operator. */
  Optional<OnnxNode> reader(String value, String operator) {
    var readers = nodes.stream().filter(node -> node.inputs().contains(value)).toList();
    return readers.size() == 1
        ? Optional.of(readers.getFirst()).filter(node -> node.is(operator))
        : Optional.empty();
  }

  @Nullable OnnxConstant constant(String value) {
    return constants.get(value);
  }

  /**
   * Puts other nodes at the place of some, and leaves out whatever nothing reads any more.
   *
   * @param others by the node at whose place they come
   * @param more constants that they read
   */
  OnnxGraph with(Map<OnnxNode, OnnxNode> others, Collection<OnnxConstant> more) {
    var kept = new ArrayList<OnnxNode>();
    nodes.forEach(node -> kept.add(others.getOrDefault(node, node)));
    var read = new HashSet<>(frame.outputs);
    for (int i = kept.size() - 1; i >= 0; i--) { // readers come after makers
      if (kept.get(i).outputs().stream().anyMatch(read::contains)) {
        read.addAll(kept.get(i).inputs());
      } else {
        kept.remove(i);
      }
    }
    var all = new HashMap<>(constants);
    more.forEach(constant -> all.put(constant.name(), constant));
    all.keySet().retainAll(read);
    return new OnnxGraph(frame, kept, all);
  }
}
