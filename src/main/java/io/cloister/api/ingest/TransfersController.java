package io.cloister.api.ingest;

import io.cloister.api.ingest.UploadsController.ReceivedFile;
import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.ingest.FileTooLarge;
import io.cloister.ingest.transfer.NewTransfer;
import io.cloister.ingest.transfer.Transfer;
import io.cloister.ingest.transfer.TransferId;
import io.cloister.ingest.transfer.Transfers;
import io.cloister.library.collection.Collections;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files that are sent in parts: announced, sent from an offset on, made a document at the end. */
@RestController
@RequestMapping("/api/v1/uploads")
class TransfersController {

  /** The type of a part, as in the protocol tus. */
  static final String PART = "application/offset+octet-stream";

  private final Transfers transfers;
  private final CurrentActor actor;

  TransfersController(Transfers transfers, CurrentActor actor) {
    this.transfers = transfers;
    this.actor = actor;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Shape begin(@Valid @RequestBody Announced file) {
    try {
      return Shape.of(transfers.begin(file.toTransfer(), actor.get()));
    } catch (FileTooLarge e) {
      throw UploadsController.tooLarge(e);
    }
  }

  @GetMapping
  io.cloister.api.Listed<Shape> unfinished(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var all = transfers.unfinished(actor.get());
    return new io.cloister.api.Listed<>(
        all.stream().skip((long) page * size).limit(size).map(Shape::of).toList(),
        page,
        size,
        all.size());
  }

  @GetMapping("/{id}")
  Shape get(@PathVariable String id) {
    return Shape.of(transfers.require(TransferId.of(id), actor.get()));
  }

  @PatchMapping(path = "/{id}", consumes = PART)
  Shape append(
      @PathVariable String id,
      @RequestHeader("Upload-Offset") @PositiveOrZero long offset,
      HttpServletRequest request)
      throws IOException {
    try {
      return Shape.of(
          transfers.append(TransferId.of(id), offset, request.getInputStream(), actor.get()));
    } catch (FileTooLarge e) {
      throw UploadsController.tooLarge(e);
    }
  }

  /** What is meant with a file that is here already, or that has the name of another. */
  @PostMapping("/{id}/choice")
  ReceivedFile choose(@PathVariable String id, @Valid @RequestBody Choice choice) {
    var upload = TransferId.of(id);
    return ReceivedFile.of(
        choice.choice().equals("keep-both")
            ? transfers.keepBoth(upload, actor.get())
            : transfers.makeVersion(upload, actor.get()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable String id) {
    transfers.cancel(TransferId.of(id), actor.get());
  }

  record Announced(
      @NotBlank @Size(max = 1000) String fileName,
      @NotNull @PositiveOrZero Long bytes,
      @Nullable String collection,
      @Nullable @Size(max = 1000) String title,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Pattern(regexp = "keep") String duplicates) {

    NewTransfer toTransfer() {
      return new NewTransfer(
          fileName,
          bytes,
          Objects.requireNonNullElse(collection, Collections.LIBRARY),
          title,
          label == null ? null : Label.of(label),
          duplicates != null);
    }
  }

  record Choice(@NotNull @Pattern(regexp = "keep-both|new-version") String choice) {}

  /**
   * @param offset where the next part begins
   * @param document null until all of it was received
   */
  record Shape(
      String id,
      String fileName,
      long bytes,
      long offset,
      Instant touchedAt,
      @Nullable Became document) {

    static Shape of(Transfer transfer) {
      return new Shape(
          transfer.id().toString(),
          transfer.file().fileName(),
          transfer.file().bytes(),
          transfer.received(),
          transfer.touchedAt(),
          Became.of(transfer));
    }
  }

  record Became(String id, int version, @Nullable String duplicateOf, @Nullable String sameName) {

    static @Nullable Became of(Transfer transfer) {
      var outcome = transfer.outcome();
      if (outcome == null) {
        return null;
      }
      var id = outcome.document().toString();
      return new Became(
          id,
          outcome.version(),
          outcome.isDuplicate() ? id : null,
          outcome.sameName() == null ? null : outcome.sameName().toString());
    }
  }
}
