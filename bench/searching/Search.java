package io.cloister.search.lucene.rank;

import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.files.VectorForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;

/** The measuring itself; compiled and started by {@code bench/search}, which says how. */
final class Search {

  private Search() {}

  public static void main(String... arguments) throws Exception {
    int passages = 100_000;
    int queries = 200;
    var form = VectorForm.BYTE;
    boolean again = false;
    for (int i = 2; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--passages" -> passages = Integer.parseInt(arguments[++i]);
        case "--queries" -> queries = Integer.parseInt(arguments[++i]);
        case "--form" -> form = VectorForm.valueOf(arguments[++i].toUpperCase(Locale.ROOT));
        case "--again" -> again = true;
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    var scratch = Path.of(arguments[0]);
    var making = new Making(scratch, Path.of(arguments[1]));
    var properties = new SearchProperties(scratch, 100, 0.6, 0.8, 0.2, Duration.ofHours(1), form);
    var index = new LuceneIndex(scratch.resolve("ours"), properties, "bench");
    var comparison = new Comparison(making.askings(queries), properties);
    if (again) {
      System.out.printf(
          Locale.ROOT, "100 nearest vectors: ours %.2f ms%n", comparison.nearest(index));
      System.exit(0);
    }
    var filling = new Filling(making, passages);
    double bareRate = filling.bare(scratch.resolve("bare"));
    double ourRate = filling.ours(index);
    System.out.printf(
        Locale.ROOT,
        "%d passages, %d queries, vectors of %d bits%nfilled: bare %.0f, ours %.0f passages/s (%.0f"
            + " %%)%n",
        passages,
        queries,
        form.bits(),
        bareRate,
        ourRate,
        100 * ourRate / bareRate);
    try (var reader = DirectoryReader.open(FSDirectory.open(scratch.resolve("bare")))) {
      System.out.printf(
          "segments: bare %d, ours %d%n",
          reader.leaves().size(),
          index.<Integer>read(moment -> moment.getIndexReader().leaves().size()));
      comparison.compare(new IndexSearcher(reader), index);
    }
    comparison.recalls(index);
    index.close();
    System.exit(0);
  }
}
