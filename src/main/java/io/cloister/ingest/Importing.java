package io.cloister.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.VisibleText;
import io.cloister.ingest.Imported.Rejected;
import io.cloister.ingest.read.wire.Storable;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.original.Originals;
import io.cloister.library.text.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in text documents by the thousand: what is answered is durable, and is indexed by jobs. A
 * line that cannot be taken is told and disturbs no other.
 */
@Service
public class Importing {

  private static final int BATCH = 100;
  private static final int BATCH_CHARACTERS = 4_000_000;
  private static final int AT_ONCE = 8; // syncs of originals that share the disk's attention

  private final Collections collections;
  private final Intake intake;
  private final ImportBatch batch;
  private final TextLanguage languages;
  private final AuditTrail audit;
  private final IngestProperties properties;
  private final ObjectReader reader;
  private final Locks locks = new Locks();

  Importing(
      Collections collections,
      Intake intake,
      ImportBatch batch,
      TextLanguage languages,
      AuditTrail audit,
      IngestProperties properties,
      JsonMapper json) {
    this.collections = collections;
    this.intake = intake;
    this.batch = batch;
    this.languages = languages;
    this.audit = audit;
    this.properties = properties;
    this.reader =
        json.readerFor(ImportLine.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /**
   * A line that can be taken, with its bytes kept.
   *
   * @param titled whether it came with its title; if not, these are its first words
   */
  record Ready(
      String externalId,
      Collection collection,
      String title,
      boolean titled,
      String text,
      Map<String, String> metadata,
      @Nullable List<String> tags,
      @Nullable Label label,
      @Nullable String language,
      Originals.Kept kept) {}

  /**
   * Reads the stream to its end, one JSON object a line; not closed.
   *
   * @param now whose import it is, with their rights of that moment; empty once they may not go on
   * @throws DiskFull if there is no room; what came before is kept
   * @throws NotAllowed once they may not go on; what came before is kept
   */
  public Imported run(InputStream lines, Supplier<Optional<Actor>> now) throws IOException {
    var run = new Run(now);
    var in = new Lines(lines, 6 * properties.importedCharacters());
    for (var line = in.next(); line != null; line = in.next()) {
      run.take(line);
    }
    run.commit();
    audit.record(
        run.latest == null ? run.actor() : run.latest,
        new AuditEvent("documents.imported", "", Map.of())
            .with("accepted", run.accepted)
            .with("updated", run.updated));
    return new Imported(run.accepted, run.updated, run.unchanged, run.rejected);
  }

  private final class Run {

    private final Supplier<Optional<Actor>> now;
    private final Map<String, Collection> places = new HashMap<>();
    private final Map<Integer, ImportLine> waiting = new TreeMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private @Nullable Actor latest;
    private int characters;
    private int accepted;
    private int updated;
    private int unchanged;

    Run(Supplier<Optional<Actor>> now) {
      this.now = now;
    }

    private Actor actor() {
      return now.get().orElseThrow(() -> new NotAllowed("go on importing", "nobody is signed in"));
    }

    void take(Lines.Line line) {
      var bytes = line.bytes();
      if (bytes == null) {
        reject(line.number(), "too-large", "the line is too long");
        return;
      }
      if (new String(bytes, UTF_8).isBlank()) {
        return;
      }
      try {
        @Nullable ImportLine document = reader.readValue(bytes);
        if (document == null) {
          reject(line.number(), "malformed", "the line is null, not a JSON object");
          return;
        }
        var wrong = document.wrong(properties.importedCharacters());
        if (wrong != null) {
          reject(line.number(), "invalid", wrong);
          return;
        }
        waiting.put(line.number(), document);
        characters += length(document.text());
      } catch (JacksonException _) {
        reject(line.number(), "malformed", "the line is not a JSON object as is expected here");
      }
      if (waiting.size() >= BATCH || characters >= BATCH_CHARACTERS) {
        commit();
      }
    }

    void commit() {
      if (waiting.isEmpty()) {
        return;
      }
      intake.requireSpace();
      var actor = actor();
      latest = actor;
      var ready = new ConcurrentSkipListMap<Integer, Ready>();
      try {
        keep(ready, actor);
        var lines = List.copyOf(ready.values());
        var outcome = locks.with("import", () -> batch.commit(lines, actor));
        accepted += outcome.accepted();
        updated += outcome.updated();
        unchanged += outcome.unchanged();
      } finally {
        ready.values().forEach(line -> line.kept().close());
      }
      waiting.clear();
      places.clear(); // a long import is to notice when it may not go on
      characters = 0;
    }

    /** Keeps the bytes of all, several at once: each waits for the disk. */
    private void keep(Map<Integer, Ready> ready, Actor actor) {
      var tasks = new ArrayList<Callable<@Nullable Ready>>();
      waiting.forEach((number, line) -> {
        try {
          var place = place(line, actor);
          var label = line.label() == null ? null : Label.of(line.label());
          tasks.add(() -> ready.put(number, ready(line, place, label)));
        } catch (NotFound e) {
          reject(number, "not-found", String.valueOf(e.getMessage()));
        } catch (NotAllowed e) {
          reject(number, "not-allowed", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
          reject(number, "invalid", String.valueOf(e.getMessage()));
        }
      });
      try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
        for (var future : threads.invokeAll(tasks)) {
          future.get();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while importing", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException known) {
          throw known;
        }
        throw new IllegalStateException("importing failed", e);
      }
    }

    private Collection place(ImportLine line, Actor actor) {
      var name = line.collection() == null ? Collections.LIBRARY : line.collection();
      return places.computeIfAbsent(
          name, wanted -> collections.require(wanted, actor, Right.WRITE));
    }

    private void reject(int line, String code, String detail) {
      rejected.add(new Rejected(line, code, detail));
    }
  }

  private Ready ready(ImportLine line, Collection place, @Nullable Label label) {
    var given = Storable.text(line.text() == null ? "" : line.text());
    var externalId = String.valueOf(line.externalId());
    var own = line.title() == null ? "" : Storable.text(VisibleText.of(line.title()));
    var title = own.isEmpty() ? ImportLine.firstWords(given, externalId) : own;
    var text = given.isBlank() ? title : given;
    var language = line.language() == null ? languages.of(text) : line.language();
    return new Ready(
        externalId,
        place,
        title,
        !own.isEmpty(),
        text,
        metadata(line),
        line.tags(),
        label,
        language == null || language.length() > 20 ? null : language,
        intake.keep(new ByteArrayInputStream(text.getBytes(UTF_8))));
  }

  private static Map<String, String> metadata(ImportLine line) {
    var metadata = new TreeMap<String, String>();
    if (line.metadata() != null) {
      line.metadata()
          .forEach((name, value) -> {
            if (value != null && metadata.size() < 200) {
              metadata.put(cut(name, 100), cut(value, 1_000));
            }
          });
    }
    return metadata;
  }

  private static String cut(String text, int most) {
    return Storable.text(Excerpt.of(text, most));
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
