package io.cloister.models.builtin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The attention of one layer, found in a graph: the softmax of the scaled products of queries and
 * keys, times the values, all three made of the same input by weights in int8.
 *
 * @param end the last of its nodes
 * @param heads how many there are
 */
record OnnxAttention(OnnxNode end, int heads, Projection query, Projection key, Projection value) {

  private static final double NEAR = 1e-6;

  /**
   * What makes queries, keys or values of the input.
   *
   * @param product of the input, in int8, and the weights
   * @param order of the axes that its heads are brought into
   * @param shape that parts it into heads
   */
  private record Projection(
      OnnxNode product,
      OnnxNode order,
      OnnxConstant weights,
      OnnxConstant scales,
      OnnxConstant bias,
      long[] shape) {

    long columns() {
      return weights.shape().getLast();
    }

    boolean isOfSameInput(Projection other) {
      return IntStream.of(0, 2, 4).allMatch(at -> product.input(at).equals(other.product.input(at)))
          && weights.shape().equals(other.weights.shape());
    }
  }

  /** Finds it by its softmax; empty if something about it is unknown. */
  static Optional<OnnxAttention> around(OnnxNode softmax, OnnxGraph graph) {
    // the mask is added to the scores
    var scores =
        graph
            .maker(softmax.input(0), "Add")
            .flatMap(sum -> graph.maker(sum.input(0), "FusedMatMul"));
    var context = graph.reader(softmax.output(), "MatMul");
    var end =
        context
            .flatMap(made -> graph.reader(made.output(), "Transpose"))
            .filter(OnnxAttention::bringsHeadsTogether)
            .flatMap(made -> graph.reader(made.output(), "Reshape"));
    if (scores.isEmpty() || context.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    var query = projection(scores.get().input(0), graph);
    var key = projection(scores.get().input(1), graph);
    var value = projection(context.get().input(1), graph);
    if (query.isEmpty() || key.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    var shape = query.get().shape();
    return Optional.of(
            new OnnxAttention(end.get(), (int) shape[2], query.get(), key.get(), value.get()))
        .filter(attention -> attention.isUsual(scores.get()));
  }

  private static Optional<Projection> projection(String value, OnnxGraph graph) {
    var order = graph.maker(value, "Transpose");
    var parted = order.flatMap(made -> graph.maker(made.input(0), "Reshape"));
    var sum = parted.flatMap(made -> graph.maker(made.input(0), "Add"));
    var product = sum.flatMap(made -> graph.maker(made.input(1), "MatMulIntegerToFloat"));
    if (product.isEmpty()) {
      return Optional.empty();
    }
    var weights = graph.constant(product.get().input(1));
    var scales = graph.constant(product.get().input(3));
    var zeros = graph.constant(product.get().input(5));
    var bias = graph.constant(sum.orElseThrow().input(0));
    var shape = graph.constant(parted.orElseThrow().input(1));
    if (weights == null || scales == null || zeros == null || bias == null || shape == null) {
      return Optional.empty();
    }
    boolean isInt8 = weights.is(OnnxConstant.INT8) && zeros.is(OnnxConstant.INT8);
    boolean isWhole =
        scales.is(OnnxConstant.FLOAT)
            && bias.is(OnnxConstant.FLOAT)
            && shape.is(OnnxConstant.INT64)
            && weights.shape().size() == 2
            && scales.shape().equals(bias.shape())
            && scales.shape().equals(weights.shape().subList(1, 2));
    return isInt8 && isWhole && zeros.isZero() && shape.integers().length == 4
        ? Optional.of(
            new Projection(
                product.get(), order.orElseThrow(), weights, scales, bias, shape.integers()))
        : Optional.empty();
  }

  private boolean isUsual(OnnxNode scores) {
    long size = query.shape()[3];
    boolean isKeyTurned = key.order().hasOrder(0L, 2L, 3L, 1L) && !scores.isSet("transB");
    boolean isKeyToTurn = bringsHeadsTogether(key.order()) && scores.isSet("transB");
    return heads > 0
        && heads * size == query.columns()
        && query.isOfSameInput(key)
        && query.isOfSameInput(value)
        && bringsHeadsTogether(query.order())
        && bringsHeadsTogether(value.order())
        && (isKeyTurned || isKeyToTurn)
        && !scores.isSet("transA")
        && Math.abs(scores.number("alpha", 1) - 1 / Math.sqrt((double) size)) < NEAR;
  }

  private static boolean bringsHeadsTogether(OnnxNode order) {
    return order.hasOrder(0L, 2L, 1L, 3L);
  }

  OnnxNode joined() {
    var product = query.product();
    return OnnxNode.of(
            "QAttention",
            List.of(
                product.input(0),
                name("weights"),
                name("bias"),
                product.input(2),
                name("scales"),
                "", // no mask
                product.input(4),
                name("zero")),
            end.outputs())
        .with("num_heads", heads);
  }

  List<OnnxConstant> constants() {
    long all = 3 * query.columns();
    return List.of(
        OnnxConstant.of(
            name("weights"),
            OnnxConstant.INT8,
            List.of(query.weights().shape().getFirst(), all),
            rowByRow()),
        OnnxConstant.of(
            name("scales"),
            OnnxConstant.FLOAT,
            List.of(all),
            joined(query.scales(), key.scales(), value.scales())),
        OnnxConstant.of(
            name("bias"),
            OnnxConstant.FLOAT,
            List.of(all),
            joined(query.bias(), key.bias(), value.bias())),
        OnnxConstant.of(name("zero"), OnnxConstant.INT8, List.of(), new byte[1]));
  }

  private String name(String what) {
    return end.output() + "/joined_" + what;
  }

  private byte[] rowByRow() {
    int columns = (int) query.columns();
    var parts = List.of(query.weights().raw(), key.weights().raw(), value.weights().raw());
    var all = ByteBuffer.allocate(3 * parts.getFirst().length);
    for (int from = 0; from < parts.getFirst().length; from += columns) {
      for (var part : parts) {
        all.put(part, from, columns);
      }
    }
    return all.array();
  }

  private static byte[] joined(OnnxConstant... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part.raw());
    }
    return all.toByteArray();
  }
}
