package io.cloister.search.lucene.generation;

import io.cloister.models.Embedder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.lucene.util.VectorUtil;

/**
 * What a model makes of a few fixed texts: by this it is known again under another name or at
 * another address, and another one under the same name is noticed.
 *
 * @param vectors of length 1, of equal dimensions
 */
public record Probes(List<float[]> vectors) {

  private static final List<String> TEXTS =
      List.of(
          "The ferry leaves the harbour at a quarter past six.",
          "Wie lange werden die Unterlagen aufbewahrt?",
          "turbine blade 7-B, tolerance 0.02 mm",
          "合同自双方签字之日起生效。",
          "She said that nobody had told her so.");

  /** The same model on other hardware, or served by another program, is about this near. */
  private static final float SAME = 0.999f;

  public static Probes of(Embedder embedder) {
    return new Probes(TEXTS.stream().map(embedder::embed).toList());
  }

  public boolean areOfTheSameModelAs(Probes other) {
    if (vectors.size() != other.vectors.size() || dimensions() != other.dimensions()) {
      return false;
    }
    for (int i = 0; i < vectors.size(); i++) {
      if (VectorUtil.dotProduct(vectors.get(i), other.vectors.get(i)) < SAME) {
        return false;
      }
    }
    return true;
  }

  private int dimensions() {
    return vectors.isEmpty() ? 0 : vectors.getFirst().length;
  }

  public byte[] bytes() {
    var bytes = ByteBuffer.allocate(Float.BYTES * vectors.size() * dimensions());
    vectors.forEach(vector -> {
      for (float number : vector) {
        bytes.putFloat(number);
      }
    });
    return bytes.array();
  }

  public static Probes from(byte[] bytes) {
    var numbers = ByteBuffer.wrap(bytes).asFloatBuffer();
    int dimensions = numbers.remaining() / TEXTS.size();
    var vectors = new ArrayList<float[]>();
    for (int i = 0; i < TEXTS.size(); i++) {
      var vector = new float[dimensions];
      numbers.get(vector);
      vectors.add(vector);
    }
    return new Probes(vectors);
  }

  /** Another for another model. */
  public String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes());
      return "probed-" + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
