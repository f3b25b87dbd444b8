package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.read.wire.PartReport;
import io.cloister.library.DocumentId;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.original.Originals;
import io.cloister.library.text.Part;
import io.cloister.library.text.TextParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/**
 * What becomes of parts where something fails around them. Each is as large as four may be lent.
 */
class PartContentsTests {

  private static final int LARGEST = 100;
  private static final int ALL_THAT_IS_LENT = 400;
  private static final Actor ANN = new Actor(UserId.random(), "ann", Role.STAFF, Set.of());

  @TempDir Path scratch;

  private final Readers readers = mock();
  private final Originals originals = mock();
  private final TextParts parts = mock();
  private final AuditTrail audit = mock();
  private final Version version =
      new Version(
          new VersionId(UUID.randomUUID()),
          new DocumentId(UUID.randomUUID()),
          1,
          Sha256.of(new byte[1]),
          1,
          "whole.zip",
          "application/zip",
          Status.READY,
          null,
          null,
          null,
          0,
          Instant.EPOCH,
          "ann");
  private PartContents contents;

  @BeforeEach
  void aWholeWithOnePart() throws IOException {
    var properties =
        new IngestProperties(
            scratch,
            1,
            List.of(),
            DataSize.ofMegabytes(1),
            Duration.ZERO,
            Duration.ZERO,
            1,
            1,
            1,
            1,
            DataSize.ofBytes(LARGEST),
            new OcrProperties(false, "", Duration.ZERO, Duration.ZERO),
            DataSize.ofBytes(0));
    contents =
        new PartContents(readers, originals, parts, properties, new FreeSpace(properties), audit);
    when(parts.of(version.id())).thenReturn(List.of(new Part("a.txt", "text/plain", 1, 0, 0)));
    when(originals.open(version)).thenReturn(new ByteArrayInputStream(new byte[1]));
    when(readers.pick(any(), any(), any()))
        .thenAnswer(call -> {
          Files.write(call.getArgument(2), new byte[ALL_THAT_IS_LENT]);
          return new PartReport.Picked();
        });
  }

  @Test
  void anOriginalThatDoesNotCloseTakesNothingOfWhatIsLent() {
    when(originals.open(version))
        .thenReturn(
            new InputStream() {
              @Override
              public int read() {
                return -1;
              }

              @Override
              public void close() throws IOException {
                throw new IOException("the disk is gone");
              }
            })
        .thenReturn(new ByteArrayInputStream(new byte[1]));

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::open);

    assertThat(scratch).isEmptyDirectory();
    everythingIsLentAgain();
  }

  @Test
  void nothingIsHandedOutThatIsNotOnTheAuditTrail() {
    doThrow(new IllegalStateException("the trail is full")).when(audit).record(any(), any());

    assertThatThrownBy(this::open).hasMessage("the trail is full");

    assertThat(scratch).isEmptyDirectory();
    reset(audit);
    everythingIsLentAgain();
    verify(audit).record(any(), any());
  }

  @Test
  void aPartThatMovedAsksForTheDocumentToBeReadAgain() throws IOException {
    doReturn(new PartReport.Missing()).when(readers).pick(any(), any(), any());

    assertThatExceptionOfType(PartRefused.class)
        .isThrownBy(this::open)
        .satisfies(refused -> {
          assertThat(refused.code()).isEqualTo("part-moved");
          assertThat(refused.hint()).contains("Read the document again", "an earlier release");
        });
  }

  private void everythingIsLentAgain() {
    try (var part = open().stream()) {
      assertThat(part.readAllBytes()).hasSize(ALL_THAT_IS_LENT);
      assertThatExceptionOfType(PartRefused.class)
          .isThrownBy(this::open)
          .matches(PartRefused::passes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(scratch).isEmptyDirectory();
  }

  private PartContents.Content open() {
    return contents.open(version, 0, null, ANN);
  }
}
