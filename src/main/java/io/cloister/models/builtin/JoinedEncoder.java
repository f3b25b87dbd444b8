package io.cloister.models.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Joins operators of an encoder in int8 that onnxruntime's own rules leave apart: the same numbers
 * with fewer passes over memory. What does not look as expected is left as it is. Padding is not
 * masked any more: one text at a time has none.
 *
 * <p>onnxruntime. Contrib operators DynamicQuantizeMatMul, SkipLayerNormalization, QAttention.
 */
final class JoinedEncoder {

  private static final String PRODUCT = "DynamicQuantizeMatMul";
  private static final int PRODUCT_BIAS = 4;

  private JoinedEncoder() {}

  /**
   * @param optimized the graph as onnxruntime optimises it
   */
  static OnnxGraph of(OnnxGraph optimized) {
    return joinAttention(joinSkips(joinBiases(optimized)));
  }

  /** What is added to each row of a product is added while the product is written. */
  private static OnnxGraph joinBiases(OnnxGraph graph) {
    var others = new HashMap<OnnxNode, OnnxNode>();
    for (var sum : graph.nodes()) {
      if (sum.is("Add")) {
        for (int at = 0; at < 2; at++) {
          var bias = sum.input(at);
          graph
              .maker(sum.input(1 - at), PRODUCT)
              .filter(product -> product.input(PRODUCT_BIAS).isEmpty() && isRow(graph, bias))
              .ifPresent(product ->
                  others.put(sum, product.withInput(PRODUCT_BIAS, bias).withOutput(sum.output())));
        }
      }
    }
    return graph.with(others, List.of());
  }

  private static boolean isRow(OnnxGraph graph, String value) {
    var constant = graph.constant(value);
    return constant != null && constant.is(OnnxConstant.FLOAT) && constant.shape().size() == 1;
  }

  /** What went past a layer is added while the sum is normalised. */
  private static OnnxGraph joinSkips(OnnxGraph graph) {
    var others = new HashMap<OnnxNode, OnnxNode>();
    for (var norm : graph.nodes()) {
      if (norm.is("LayerNormalization") && norm.outputs().size() == 1) {
        graph
            .maker(norm.input(0), "Add")
            .filter(sum -> isOfLayer(graph, sum))
            .ifPresent(sum -> others.put(norm, skip(sum, norm)));
      }
    }
    return graph.with(others, List.of());
  }

  /** Whether it is of two values of one shape: what a layer made, and what it was made of. */
  private static boolean isOfLayer(OnnxGraph graph, OnnxNode sum) {
    return sum.inputs().stream().anyMatch(value -> graph.maker(value, PRODUCT).isPresent())
        && sum.inputs().stream().allMatch(value -> graph.constant(value) == null);
  }

  private static OnnxNode skip(OnnxNode sum, OnnxNode norm) {
    return OnnxNode.of(
            "SkipLayerNormalization",
            List.of(sum.input(0), sum.input(1), norm.input(1), norm.input(2)),
            norm.outputs())
        .with("epsilon", norm.number("epsilon", 1e-5f));
  }

  /** All heads of a layer in one operator. */
  private static OnnxGraph joinAttention(OnnxGraph graph) {
    var others = new HashMap<OnnxNode, OnnxNode>();
    var constants = new ArrayList<OnnxConstant>();
    for (var softmax : graph.nodes()) {
      if (softmax.is("Softmax")) {
        OnnxAttention.around(softmax, graph)
            .ifPresent(attention -> {
              others.put(attention.end(), attention.joined());
              constants.addAll(attention.constants());
            });
      }
    }
    return graph.with(others, constants);
  }
}
