package io.cloister.search.lucene.rank;

import io.cloister.models.Embedder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.lucene.util.VectorUtil;

/** Passages and queries made of the words of real texts, and vectors made of those of real passages; by a seed. */
final class Making {

  private static final int REAL = 500;
  private static final double TURN = 0.6;

  record Made(String text, float[] vector) {}

  record Asking(String words, float[] vector) {}

  private final Random chance = new Random(42);
  private final List<String[]> texts;
  private final List<float[]> real;

  /**
   * @param scratch where the real vectors are kept for the next start
   */
  Making(Path scratch, Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      texts =
          files
              .filter(file -> file.toString().matches(".*\\.(txt|md)"))
              .sorted()
              .map(Making::words)
              .filter(words -> words.length > 400)
              .toList();
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("no text of 400 words in " + folder);
    }
    var kept = scratch.resolve("real.vectors");
    real = Files.exists(kept) ? read(kept) : embed(embedder(scratch), kept);
  }

  private static String[] words(Path file) {
    try {
      return Files.readString(file).strip().split("\\s+");
    } catch (IOException e) {
      return new String[0];
    }
  }

  private static List<float[]> read(Path kept) throws IOException {
    var numbers = ByteBuffer.wrap(Files.readAllBytes(kept)).asFloatBuffer();
    int dimensions = numbers.remaining() / REAL;
    var all = new ArrayList<float[]>();
    for (int i = 0; i < REAL; i++) {
      var one = new float[dimensions];
      numbers.get(one);
      all.add(one);
    }
    return all;
  }

  private List<float[]> embed(Embedder embedder, Path kept) throws IOException {
    var all = new ArrayList<float[]>();
    for (int i = 0; i < REAL; i++) {
      all.add(embedder.embed(run(140)));
    }
    var bytes = ByteBuffer.allocate(4 * REAL * all.getFirst().length);
    all.forEach(one -> {
      for (float number : one) {
        bytes.putFloat(number);
      }
    });
    Files.write(kept, bytes.array());
    return all;
  }

  private static Embedder embedder(Path scratch) throws Exception {
    var properties = Class.forName("io.cloister.models.builtin.BuiltinProperties");
    var made = properties.getDeclaredConstructors()[0];
    made.setAccessible(true);
    var arguments = new Object[made.getParameterCount()];
    Arrays.fill(arguments, "");
    arguments[0] = scratch.resolve("native");
    var embedder =
        Class.forName("io.cloister.models.builtin.BuiltinEmbedder").getDeclaredConstructors()[0];
    embedder.setAccessible(true);
    return (Embedder) embedder.newInstance(made.newInstance(arguments));
  }

  private String run(int length) {
    var words = texts.get(chance.nextInt(texts.size()));
    int start = chance.nextInt(words.length - Math.min(length, words.length - 1));
    return String.join(
        " ", Arrays.copyOfRange(words, start, Math.min(words.length, start + length)));
  }

  private float[] near(float[] vector) {
    var other = vector.clone();
    double each = TURN / Math.sqrt(other.length);
    for (int i = 0; i < other.length; i++) {
      other[i] += (float) (each * chance.nextGaussian());
    }
    return VectorUtil.l2normalize(other);
  }

  void begin() {
    chance.setSeed(1);
  }

  /** Two runs of words, so that few passages are alike. */
  Made next() {
    int length = 110 + chance.nextInt(61);
    int first = 30 + chance.nextInt(length - 60);
    return new Made(
        run(first) + " " + run(length - first), near(real.get(chance.nextInt(real.size()))));
  }

  List<Asking> askings(int many) {
    chance.setSeed(2);
    var all = new ArrayList<Asking>();
    for (int i = 0; i < many; i++) {
      all.add(new Asking(run(3 + chance.nextInt(6)), near(real.get(chance.nextInt(REAL)))));
    }
    return all;
  }
}
