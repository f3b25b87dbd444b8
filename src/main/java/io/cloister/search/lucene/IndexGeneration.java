package io.cloister.search.lucene;

import io.cloister.models.Embedder;
import io.cloister.search.Generations.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The library as one embedding model sees it: the files, and what keeps them as the library is.
 * Query and passages are embedded by its own model, always.
 */
final class IndexGeneration {

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
  IndexGeneration(
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
    reconciliation = new Reconciliation(index, passages, means.versions(), means.tags());
  }

  int number() {
    return row.number();
  }

  /** As it was when it was opened. */
  GenerationRows.Row row() {
    return row;
  }

  LuceneIndex index() {
    return index;
  }

  Vectors vectors() {
    return vectors;
  }

  LucenePassageIndex passages() {
    return passages;
  }

  Reconciliation reconciliation() {
    return reconciliation;
  }

  @Nullable String problem() {
    return problem;
  }

  void setProblem(@Nullable String other) {
    problem = other;
  }

  boolean isBuilding() {
    return row.state() == State.BUILDING;
  }

  long bytes() {
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

  void close() throws IOException, InterruptedException {
    vectors.close();
    reconciliation.stop();
    index.close();
  }

  /** Closes it and removes its files. */
  void discard() throws IOException, InterruptedException {
    close();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
