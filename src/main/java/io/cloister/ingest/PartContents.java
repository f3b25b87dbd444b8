package io.cloister.ingest;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.ingest.read.PartOrder;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.PartReport;
import io.cloister.ingest.read.wire.PartStep;
import io.cloister.library.NotFound;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Version;
import io.cloister.library.original.Originals;
import io.cloister.library.text.Part;
import io.cloister.library.text.TextParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Takes single parts out of documents: attachments of mails, members of archives. A reading process
 * does it, and writes the part to a file; nothing of it is kept. Who may read the document is for
 * the caller to know.
 */
@Service
public class PartContents {

  private static final int LENT = 4; // of the largest files

  private final Readers readers;
  private final Originals originals;
  private final TextParts parts;
  private final IngestProperties properties;
  private final FreeSpace space;
  private final AuditTrail audit;
  private final PersonalTurns turns = new PersonalTurns();
  private final Lent lent;

  PartContents(
      Readers partReaders,
      Originals originals,
      TextParts parts,
      IngestProperties properties,
      FreeSpace space,
      AuditTrail audit) {
    this.readers = partReaders;
    this.originals = originals;
    this.parts = parts;
    this.properties = properties;
    this.space = space;
    this.audit = audit;
    this.lent = new Lent(LENT * properties.largestFile().toBytes());
  }

  /**
   * A part by itself.
   *
   * @param fileName safe to be shown and saved under; never a path
   * @param stream of its bytes, which whoever asked closes; they are gone then
   */
  public record Content(String fileName, long bytes, InputStream stream) {}

  /**
   * Takes a part out; waits while that is done, and while another is for the same person.
   *
   * @param ordinal its place in the list of the version's parts, from 0
   * @param password what opens the document, if anything is needed; not kept
   * @throws NotFound if there is no such part
   * @throws PartRefused if it cannot be had, with what to do next
   * @throws DiskFull if there is no room for it
   */
  public Content open(Version version, int ordinal, @Nullable String password, Actor asker) {
    var all = parts.of(version.id());
    if (all.isEmpty() && version.failure() != null && !version.failure().code().isOfReady()) {
      throw PartRefused.unread(version.failure());
    }
    if (ordinal < 0 || ordinal >= all.size()) {
      throw new NotFound("Part of document", version.document() + "/" + ordinal);
    }
    var order =
        new PartOrder(
            version.fileName(),
            password == null || password.isEmpty() ? null : password,
            way(all, ordinal),
            most(version));
    var file = turns.with(asker.user(), () -> picked(version, order));
    try {
      audit.record(
          asker,
          AuditEvent.of("part.read", "document", version.document())
              .with("version", version.number())
              .with("part", ordinal));
      return new Content(PartFileName.of(all.get(ordinal)), file.bytes(), file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The step to the part, after those to the parts around it. */
  static List<PartStep> way(List<Part> all, int ordinal) {
    var way = new ArrayDeque<PartStep>();
    int around = ordinal;
    while (around >= 0) {
      var part = all.get(around);
      int beside = 0;
      int at = around - 1;
      while (at >= 0 && all.get(at).depth() >= part.depth()) {
        beside += all.get(at).depth() == part.depth() ? 1 : 0;
        at--;
      }
      way.addFirst(new PartStep(beside, part.name()));
      around = at;
    }
    return List.copyOf(way);
  }

  /** The original is copied too. */
  private long most(Version version) {
    lent.requireRoom();
    space.require(version.bytes());
    return Math.min(properties.largestFile().toBytes(), space.left() - version.bytes());
  }

  private Lent.Loan picked(Version version, PartOrder order) {
    var file = properties.scratch().resolve(UUID.randomUUID() + ".part");
    try {
      return switch (written(version, order, file)) {
        case PartReport.Picked _ -> lent.of(file);
        case PartReport.Missing _ -> throw PartRefused.moved();
        case PartReport.Unpicked(var why) -> throw refused(why, order);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("taking a part out of " + version.id(), e);
    }
  }

  /** It is lent only once the original is closed: what fails until then leaves nothing behind. */
  private PartReport written(Version version, PartOrder order, Path file) throws IOException {
    try (var bytes = originals.open(version)) {
      return readers.pick(bytes, order, file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private RuntimeException refused(ReadingFailure why, PartOrder order) {
    boolean isOurs =
        why.code() == ReadingFailure.Code.TOO_LARGE
            && order.most() < properties.largestFile().toBytes();
    return isOurs ? new DiskFull() : PartRefused.of(why);
  }
}
