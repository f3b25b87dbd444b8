package io.cloister.models.builtin;

import io.cloister.jobs.BackgroundWork;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The embedder that needs no network and no set-up: {@link OnnxModel} in this process. The shipped
 * model loads in the background from the start on; who needs it earlier waits. It knows English
 * only. A model of one's own loads before the start goes on, and ends it if it cannot be used: an
 * index made with another one would be of no use.
 */
@Component
class BuiltinEmbedder implements Embedder {

  private static final Logger log = LoggerFactory.getLogger(BuiltinEmbedder.class);

  private static final int SHIPPED_DIMENSIONS = 384;

  private final ModelFiles files;
  private final int dimensions;
  private final CompletableFuture<OnnxModel> model;
  // native memory: used after it was freed it would take the whole process down
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private boolean closed;
  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());
  private final BackgroundWork background =
      new BackgroundWork("encode-", Runtime.getRuntime().availableProcessors());

  BuiltinEmbedder(BuiltinProperties properties) {
    model = new CompletableFuture<>();
    if (properties.folder().isBlank()) {
      files = ModelFiles.shipped();
      dimensions = SHIPPED_DIMENSIONS;
      Thread.ofPlatform().daemon().name("load-embedder").start(() -> load(properties));
      return;
    }
    files = ModelFiles.in(Path.of(properties.folder()), "cloister.models.builtin.folder");
    var own = OnnxModel.load(files, properties.nativeCode());
    model.complete(own);
    dimensions = own.embed("How many dimensions has it?").length;
    log.info("Texts are embedded by {} with {} dimensions.", files.name(), dimensions);
  }

  private void load(BuiltinProperties properties) {
    try {
      model.complete(OnnxModel.load(files, properties.nativeCode()));
    } catch (EmbedderUnavailable e) {
      log.warn("{}", e.getMessage());
      model.completeExceptionally(e);
    }
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public String fingerprint() {
    return files.fingerprint();
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int window() {
    return files.window();
  }

  @Override
  public int countTokens(String text) {
    return with(loaded -> loaded.countTokens(text));
  }

  @Override
  public boolean isMadeFor(String text) {
    if (!files.isLatinOnly()) {
      return true;
    }
    long letters = text.codePoints().filter(Character::isLetter).count();
    long latin =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN)
            .count();
    return 2 * latin >= letters;
  }

  @Override
  public float[] embed(String text) {
    cores.acquireUninterruptibly();
    try {
      return with(loaded -> loaded.embed(text));
    } finally {
      cores.release();
    }
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    try {
      var vectors =
          texts.stream()
              .map(text -> background.begin(() -> with(loaded -> loaded.embed(text))))
              .toList();
      return vectors.stream().map(CompletableFuture::join).toList();
    } catch (RejectedExecutionException _) {
      throw closed();
    } catch (CompletionException e) {
      throw unavailable(e);
    }
  }

  private <T> T with(Function<OnnxModel, T> use) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw closed();
      }
      return use.apply(model.join());
    } catch (CompletionException e) {
      throw unavailable(e);
    } finally {
      inUse.readLock().unlock();
    }
  }

  private static EmbedderUnavailable closed() {
    return new EmbedderUnavailable(
        "the built-in embedding model is closed", new IllegalStateException("closed"));
  }

  private static RuntimeException unavailable(CompletionException e) {
    return e.getCause() instanceof EmbedderUnavailable unavailable ? unavailable : e;
  }

  @PreDestroy
  void close() {
    inUse.writeLock().lock();
    try {
      closed = true;
      background.close();
      var _ = model.thenAccept(OnnxModel::close);
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
