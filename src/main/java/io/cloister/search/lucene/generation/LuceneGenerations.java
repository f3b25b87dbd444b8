package io.cloister.search.lucene.generation;

import io.cloister.library.Conflict;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.Embedders;
import io.cloister.models.ModelName;
import io.cloister.search.Generations.State;
import io.cloister.search.IndexUnavailable;
import io.cloister.search.lucene.files.SearchProperties;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The generations whose files are open: the one that is searched, and those beside it. */
@Component
public class LuceneGenerations {

  private static final Logger log = LoggerFactory.getLogger(LuceneGenerations.class);
  private static final String BUILTIN = "builtin/";

  private final SearchProperties properties;
  private final GenerationFolders folders;
  private final Embedder builtin;
  private final Embedders embedders;
  private final GenerationRows rows;
  private final LucenePassageIndex.Means means;
  private final Map<Integer, IndexGeneration> others = new ConcurrentSkipListMap<>();
  private volatile IndexGeneration active;

  LuceneGenerations(
      SearchProperties properties,
      Embedder builtin,
      Embedders embedders,
      GenerationRows rows,
      LucenePassageIndex.Means means,
      Clock clock)
      throws IOException {
    this.properties = properties;
    folders = new GenerationFolders(properties.index());
    this.builtin = builtin;
    this.embedders = embedders;
    this.rows = rows;
    this.means = means;
    var first =
        new GenerationRows.Row(
            1,
            BUILTIN + builtin.name(),
            builtin.fingerprint(),
            null,
            State.ACTIVE,
            clock.instant(),
            "",
            clock.instant());
    if (rows.all().isEmpty()) {
      rows.insert(first);
    }
    var all = rows.all();
    sweep(all.stream().map(GenerationRows.Row::number).collect(Collectors.toSet()));
    IndexGeneration searched = null;
    for (var row : all) {
      if (row.state() == State.ACTIVE) {
        searched = opened(row);
      } else {
        others.put(row.number(), opened(row));
      }
    }
    active = searched == null ? opened(first) : searched;
  }

  private void sweep(Set<Integer> kept) {
    try {
      folders.removeAllBut(kept);
    } catch (IOException e) {
      log.warn("The files of a generation that was dropped are still there: {}", e.toString());
    }
  }

  /** Opens one beside those there are. */
  public IndexGeneration open(GenerationRows.Row row) throws IOException {
    var opened = opened(row);
    others.put(row.number(), opened);
    return opened;
  }

  /** With another built-in model than it was made with, it is made anew. */
  private IndexGeneration opened(GenerationRows.Row given) throws IOException {
    var row = given;
    if (row.probes() == null && !row.fingerprint().equals(builtin.fingerprint())) {
      log.info("Generation {} of the index is made anew with {}", row.number(), builtin.name());
      rows.rename(row.number(), BUILTIN + builtin.name(), builtin.fingerprint());
      row = rows.find(row.number()).orElseThrow();
    }
    return new IndexGeneration(row, folders.of(row.number()), embedder(row), properties, means);
  }

  private Embedder embedder(GenerationRows.Row row) {
    if (row.probes() == null) {
      return builtin;
    }
    int number = row.number();
    return new ProvenEmbedder(() -> reached(number), row.fingerprint(), Probes.from(row.probes()));
  }

  /**
   * What answers under the generation's name now; the name may have changed since it was opened.
   */
  private Embedder reached(int number) {
    var model = rows.find(number).map(GenerationRows.Row::model).orElse("");
    return ModelName.parse(model)
        .flatMap(embedders::named)
        .orElseThrow(() ->
            new EmbedderUnavailable(
                "no connection has %s any more".formatted(model),
                new IllegalStateException(model)));
  }

  /** The number of the next one: none whose files may still be there, though it was dropped. */
  public int nextNumber() {
    int known = rows.all().stream().mapToInt(GenerationRows.Row::number).max().orElse(0);
    try {
      return 1 + Math.max(known, folders.highest());
    } catch (IOException e) {
      throw new IndexUnavailable("looking for a place of another generation", e);
    }
  }

  public IndexGeneration active() {
    return active;
  }

  /** All that are open; the one that is searched first. */
  public List<IndexGeneration> open() {
    var open = new ArrayList<IndexGeneration>();
    open.add(active);
    open.addAll(others.values());
    return open;
  }

  /** One that is not searched. */
  public Optional<IndexGeneration> other(int number) {
    return Optional.ofNullable(others.get(number));
  }

  /**
   * Has another one searched from now on. Whoever searches at this moment ends in the former.
   *
   * @throws Conflict if it is not beside the one that is searched any more
   */
  public synchronized void activate(IndexGeneration wanted) {
    if (wanted == active) {
      return;
    }
    requireBeside(wanted);
    rows.activate(wanted.number());
    var before = active;
    others.put(before.number(), before);
    active = wanted;
    others.remove(wanted.number());
    log.info(
        "Generation {} of the index is searched in place of {}", wanted.number(), before.number());
  }

  /** Whoever asked took its time to find it, and another may have been faster. */
  private void requireBeside(IndexGeneration found) {
    if (others.get(found.number()) != found) {
      throw new Conflict(
          "generation-changed",
          "Generation %d was dropped or switched to meanwhile.".formatted(found.number()),
          "Look at the generations there are now.");
    }
  }

  /**
   * Forgets one that is not searched.
   *
   * @throws Conflict as {@link #activate}
   */
  public synchronized void drop(IndexGeneration unwanted) {
    requireBeside(unwanted);
    rows.delete(unwanted.number());
    others.remove(unwanted.number());
    try {
      unwanted.discard();
    } catch (IOException e) {
      log.warn("The files of generation {} are still there: {}", unwanted.number(), e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** All of them, whichever cannot be; then the first failure is told, with the others. */
  @PreDestroy
  void close() throws Exception {
    Exception first = null;
    for (var each : open()) {
      try {
        each.close();
      } catch (IOException | InterruptedException | RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
