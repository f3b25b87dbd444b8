package io.cloister.models.builtin;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Embeds passages of the files of a folder by the product's own encoder and, where it is there, by
 * LangChain4j's class for the same model as it comes; in turns, so that both have the same machine.
 */
final class Embedding {

  private static final int ROUNDS = 3;
  private static final int A_TURN = 50; // passages: seconds, in which a machine hardly changes
  private static final String THEIRS = "io.cloister.models.builtin.LangChain4jDefault";

  private Embedding() {}

  public static void main(String... arguments) throws Exception {
    int most = Integer.parseInt(arguments[2]);
    try (var passages = new Passages(Path.of(arguments[1]), Path.of(arguments[0]))) {
      var some = Passages.some(passages.cut(passages.read()), most);
      long tokens = passages.tokens(some);
      System.out.printf(
          Locale.ROOT,
          "%d passages, %.0f tokens on average, %d threads%n",
          some.size(),
          (double) tokens / some.size(),
          Passages.THREADS);
      var theirs = theirs();
      var few = Passages.some(some, 50);
      passages.embed(few);
      theirs.accept(few);
      for (int round = 1; round <= ROUNDS; round++) {
        double ours = 0;
        double others = 0;
        for (int from = 0; from < some.size(); from += A_TURN) {
          var turn = some.subList(from, Math.min(some.size(), from + A_TURN));
          long begin = System.nanoTime();
          passages.embed(turn);
          ours += Passages.took(begin);
          begin = System.nanoTime();
          theirs.accept(turn);
          others += Passages.took(begin);
        }
        System.out.printf(Locale.ROOT, "ours %.0f tokens/s", tokens / ours);
        System.out.println(
            theirs instanceof Nobody
                ? ""
                : String.format(
                    Locale.ROOT, ", LangChain4j %.0f: %.2f times", tokens / others, others / ours));
      }
    }
    System.exit(0);
  }

  private static final class Nobody implements Consumer<List<String>> {
    @Override
    public void accept(List<String> passages) {}
  }

  @SuppressWarnings("unchecked")
  private static Consumer<List<String>> theirs() throws ReflectiveOperationException {
    try {
      return (Consumer<List<String>>) Class.forName(THEIRS).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException _) {
      System.out.println("without LangChain4j: name the folder of its jars by --langchain4j");
      return new Nobody();
    }
  }
}
