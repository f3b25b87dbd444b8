package io.cloister.search.lucene;

import io.cloister.governance.Label;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.text.Passage;
import io.cloister.models.Embedder;
import io.cloister.search.SearchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.VectorUtil;

/** The measuring itself; compiled and started by {@code bench/search}, which says how. */
final class Search {

  private static final int OF_A_DOCUMENT = 10;
  private static final int COLLECTIONS = 1000;
  private static final int REAL = 500;
  private static final int ROUNDS = 10;
  private static final double TURN = 0.6;

  private record Made(String text, float[] vector) {}

  private final Random chance = new Random(42);
  private final List<String[]> texts;
  private final List<float[]> real;
  private final int passages;
  private final Path scratch;
  private final VectorForm form;

  private Search(Path scratch, Path folder, int passages, VectorForm form) throws Exception {
    this.scratch = scratch;
    this.passages = passages;
    this.form = form;
    try (var files = Files.walk(folder)) {
      texts =
          files
              .filter(file -> file.toString().matches(".*\\.(txt|md)"))
              .sorted()
              .map(Search::words)
              .filter(words -> words.length > 400)
              .toList();
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("no text of 400 words in " + folder);
    }
    real = real();
  }

  private static String[] words(Path file) {
    try {
      return Files.readString(file).strip().split("\\s+");
    } catch (IOException e) {
      return new String[0];
    }
  }

  /** Embedded once, kept for the second start. */
  private List<float[]> real() throws Exception {
    var kept = scratch.resolve("real.vectors");
    if (Files.exists(kept)) {
      var numbers = java.nio.ByteBuffer.wrap(Files.readAllBytes(kept)).asFloatBuffer();
      int dimensions = numbers.remaining() / REAL;
      var all = new ArrayList<float[]>();
      for (int i = 0; i < REAL; i++) {
        var one = new float[dimensions];
        numbers.get(one);
        all.add(one);
      }
      return all;
    }
    var embedder = embedder();
    var all = new ArrayList<float[]>();
    for (int i = 0; i < REAL; i++) {
      all.add(embedder.embed(run(140)));
    }
    var bytes = java.nio.ByteBuffer.allocate(4 * REAL * all.getFirst().length);
    all.forEach(one -> {
      for (float number : one) {
        bytes.putFloat(number);
      }
    });
    Files.write(kept, bytes.array());
    return all;
  }

  private Embedder embedder() throws Exception {
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

  /** Two runs of words, so that few passages are alike. */
  private Made made() {
    int length = 110 + chance.nextInt(61);
    int first = 30 + chance.nextInt(length - 60);
    return new Made(
        run(first) + " " + run(length - first), near(real.get(chance.nextInt(real.size()))));
  }

  // --- filling -------------------------------------------------------------------------------

  private double bare(Path folder) throws IOException {
    chance.setSeed(1);
    var config = new IndexWriterConfig(new EnglishAnalyzer()).setRAMBufferSizeMB(48);
    long spent = 0;
    try (var directory = FSDirectory.open(folder);
        var writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < passages; i++) {
        var made = made();
        long begin = System.nanoTime();
        var document = new org.apache.lucene.document.Document();
        document.add(new TextField("text", made.text(), Field.Store.YES));
        document.add(
            new KnnFloatVectorField("vector", made.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
        spent += System.nanoTime() - begin;
      }
      long begin = System.nanoTime();
      writer.commit();
      writer.forceMerge(4);
      spent += System.nanoTime() - begin;
    }
    return passages / (spent / 1e9);
  }

  private static UUID id(int number) {
    return new UUID(7, number);
  }

  private double ours(LuceneIndex index, Blocks blocks) {
    chance.setSeed(1);
    long spent = 0;
    for (int d = 0; d * OF_A_DOCUMENT < passages; d++) {
      var version = new VersionId(id(d));
      var texts = new ArrayList<Passage>();
      var vectors = new ArrayList<float[]>();
      for (int p = 0; p < OF_A_DOCUMENT; p++) {
        var made = made();
        texts.add(new Passage(version, p, null, p * 2_000, null, made.text()));
        vectors.add(made.vector());
      }
      long begin = System.nanoTime();
      var block =
          new Block(document(d, version), version(d, version), List.of(), texts, vectors, false);
      index.replace(Indexed.term(new DocumentId(id(d))), blocks.of(block));
      spent += System.nanoTime() - begin;
    }
    long begin = System.nanoTime();
    index.commit();
    spent += System.nanoTime() - begin;
    index.show();
    return passages / (spent / 1e9);
  }

  private static Version version(int number, VersionId id) {
    return new Version(
        id,
        new DocumentId(id(number)),
        1,
        new Sha256("0".repeat(64)),
        1,
        "file-%d.txt".formatted(number),
        "text/plain",
        Status.READY,
        null,
        null,
        "en",
        OF_A_DOCUMENT,
        Instant.EPOCH,
        "bench");
  }

  private static Document document(int number, VersionId version) {
    return new Document(
        new DocumentId(id(number)),
        new CollectionId(id(number % COLLECTIONS)),
        "c" + number % COLLECTIONS,
        null,
        "File " + number,
        Label.INTERNAL,
        Map.of(),
        version(number, version),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  // --- asking --------------------------------------------------------------------------------

  private record Asking(String words, float[] vector) {}

  private List<Asking> askings(int many) {
    chance.setSeed(2);
    var all = new ArrayList<Asking>();
    for (int i = 0; i < many; i++) {
      all.add(new Asking(run(3 + chance.nextInt(6)), near(real.get(chance.nextInt(REAL)))));
    }
    return all;
  }

  private interface Work {
    void on(Asking asking) throws IOException;
  }

  /** Milliseconds: half of the askings took no longer. */
  private static double p50(List<Asking> askings, Work work) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      for (var asking : askings) {
        work.on(asking); // what is asked first is still being compiled
      }
    }
    var took = new double[askings.size()];
    for (int i = 0; i < took.length; i++) {
      long begin = System.nanoTime();
      work.on(askings.get(i));
      took[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(took);
    return took[took.length / 2];
  }

  private static void say(String what, double bare, double ours) {
    System.out.printf(
        Locale.ROOT,
        "%-34s bare %7.2f ms  ours %7.2f ms  %5.2f times%n",
        what,
        bare,
        ours,
        ours / bare);
  }

  private void compare(IndexSearcher bare, LuceneIndex index, List<Asking> askings)
      throws IOException {
    var analyzer = new EnglishAnalyzer();
    var analysis = new Analysis();
    var words = new QueryWords(analysis);
    var properties = new SearchProperties(scratch, 100, 0.6, 0.8, 0.2, Duration.ofHours(1), form);
    var scope =
        new AccessScope(
            java.util.stream.IntStream.range(0, COLLECTIONS)
                .mapToObj(number -> new CollectionId(id(number)))
                .collect(Collectors.toSet()));
    Work bareWords = one -> bare.search(query(analyzer, one), 20);
    Work bareNear = one -> bare.search(new KnnFloatVectorQuery("vector", one.vector(), 100), 100);
    Work bareBoth =
        one -> {
          bareNear.on(one);
          bareWords.on(one);
        };
    index.read(searcher -> {
      var spoken = new WordQueries(words, QueryWords.languages(searcher.getIndexReader()));
      say(
          "nearest 100 vectors",
          p50(askings, bareNear),
          p50(askings, one -> Nearest.of(one.vector(), Restrictions.PASSAGES, 100, searcher)));
      say(
          "20 by words",
          p50(askings, bareWords),
          p50(askings, one -> page(searcher, spoken, one, null, scope, properties)));
      say(
          "20 by both",
          p50(askings, bareBoth),
          p50(askings, one -> page(searcher, spoken, one, one.vector(), scope, properties)));
      return null;
    });
  }

  private static List<Ranked> page(
      IndexSearcher searcher,
      WordQueries spoken,
      Asking one,
      float[] vector,
      AccessScope scope,
      SearchProperties properties)
      throws IOException {
    var query = SearchQuery.of(one.words(), SearchQuery.Grouping.DOCUMENT, 20);
    var parts = AskedParser.parse(query.text()).parts();
    var question = Question.of(parts, spoken, query, scope, vector);
    return new Selection(searcher, question, query, properties).page();
  }

  private static org.apache.lucene.search.Query query(EnglishAnalyzer analyzer, Asking one)
      throws IOException {
    var query = new BooleanQuery.Builder();
    try (var stream = analyzer.tokenStream("text", one.words())) {
      var term =
          stream.addAttribute(org.apache.lucene.analysis.tokenattributes.CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        query.add(new TermQuery(new Term("text", term.toString())), Occur.SHOULD);
      }
      stream.end();
    }
    return query.build();
  }

  /** Of the ten nearest, how many are among the hundred that are brought up. */
  private static double recall(
      List<Asking> askings, org.apache.lucene.search.Query filter, IndexSearcher searcher)
      throws IOException {
    int found = 0;
    int all = 0;
    for (var one : askings) {
      var exact = docs(Nearest.of(one.vector(), filter, 10, searcher, Integer.MAX_VALUE));
      all += exact.size();
      exact.retainAll(docs(Nearest.of(one.vector(), filter, 100, searcher)));
      found += exact.size();
    }
    return (double) found / all;
  }

  private static Set<Integer> docs(List<Nearest.Near> near) {
    return near.stream().map(Nearest.Near::doc).collect(Collectors.toCollection(HashSet::new));
  }

  private void recalls(LuceneIndex index, List<Asking> askings) {
    var some = askings.subList(0, Math.min(50, askings.size()));
    index.read(searcher -> {
      var one = Restrictions.anyOf(Fields.COLLECTION, Set.of(id(3)));
      var filter =
          new BooleanQuery.Builder()
              .add(one, Occur.FILTER)
              .add(Restrictions.PASSAGES, Occur.FILTER)
              .build();
      System.out.printf(
          Locale.ROOT,
          "recall@10 of exact: %.4f; within one collection of a thousand: %.4f%n",
          recall(some, Restrictions.PASSAGES, searcher),
          recall(some, filter, searcher));
      return null;
    });
  }

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
    var search = new Search(scratch, Path.of(arguments[1]), passages, form);
    var properties = new SearchProperties(scratch, 100, 0.6, 0.8, 0.2, Duration.ofHours(1), form);
    var index = new LuceneIndex(scratch.resolve("ours"), properties, "bench");
    var askings = search.askings(queries);
    if (again) {
      index.read(searcher -> {
        System.out.printf(
            Locale.ROOT,
            "nearest 100 vectors: ours %.2f ms%n",
            p50(askings, one -> Nearest.of(one.vector(), Restrictions.PASSAGES, 100, searcher)));
        return null;
      });
      System.exit(0);
    }
    double bareRate = search.bare(scratch.resolve("bare"));
    double ourRate = search.ours(index, new Blocks(new Analysis()));
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
      search.compare(new IndexSearcher(reader), index, askings);
    }
    search.recalls(index, askings);
    index.close();
    System.exit(0);
  }
}
