package io.cloister.search.lucene.generation;

import io.cloister.models.Embedder;
import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.files.SearchProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The library as one embedding model sees it: the files, and what keeps them as the library is.
 * Query and passages are embedded by its own model, always.
 */
public final class IndexGeneration {

  private final GenerationRows.Row row;
  private final Path folder;
  private final LuceneIndex index;
  private final Vectors vectors;
  private final LucenePassageIndex passages;
  private final Reconciliation reconciliation;
  private volatile @Nullable String problem;

  /**
   * Opens its files, or makes them anew where they are lost.
   *
   * @param embedder of the fingerprint that {@code row} names
   */
  public IndexGeneration(
      GenerationRows.Row row,
      Path folder,
      Embedder embedder,
      SearchProperties properties,
      LucenePassageIndex.Means means)
      throws IOException {
    this.row = row;
    this.folder = folder;
    index = new LuceneIndex(folder, properties, row.fingerprint());
    vectors = new Vectors(embedder);
    passages = new LucenePassageIndex(index, vectors, means);
    reconciliation = new Reconciliation(index, passages, means.versions(), means.library().tags());
  }

  public int number() {
    return row.number();
  }

  /** As it was when it was opened. */
  public GenerationRows.Row row() {
    return row;
  }

  public LuceneIndex index() {
    return index;
  }

  public Vectors vectors() {
    return vectors;
  }

  public LucenePassageIndex passages() {
    return passages;
  }

  public Reconciliation reconciliation() {
    return reconciliation;
  }

  public @Nullable String problem() {
    return problem;
  }

  public void setProblem(@Nullable String other) {
    problem = other;
  }

  public long bytes() {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(IndexGeneration::size).sum();
    } catch (IOException _) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0; // merged away meanwhile
    }
  }

  public void close() throws IOException, InterruptedException {
    vectors.close();
    reconciliation.stop();
    index.close();
  }

  /** Closes it and removes its files. */
  public void discard() throws IOException, InterruptedException {
    vectors.close();
    reconciliation.stop();
    index.discard();
  }
}
