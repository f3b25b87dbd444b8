package io.cloister.api.ingest;

import io.cloister.api.CallRefused;
import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.ingest.FileTooLarge;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Received;
import io.cloister.ingest.Upload;
import io.cloister.jobs.JobId;
import io.cloister.jobs.Jobs;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/documents")
class UploadsController {

  private final Ingestion ingestion;
  private final CurrentActor actor;

  UploadsController(Ingestion ingestion, CurrentActor actor) {
    this.ingestion = ingestion;
    this.actor = actor;
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReceivedFiles upload(
      @RequestPart("file") @NotEmpty List<MultipartFile> files,
      @RequestParam(defaultValue = Collections.LIBRARY) String collection,
      @RequestParam(required = false) @Nullable @Size(max = 1000) String title,
      @RequestParam(required = false)
          @Nullable
          @Pattern(regexp = "public|internal|confidential|secret")
          String label,
      @RequestParam(required = false) @Nullable @Pattern(regexp = "keep") String duplicates)
      throws IOException {
    var received = new ArrayList<ReceivedFile>();
    JobShape job = null;
    for (var file : files) {
      var one =
          receive(
              file, collection, title, label == null ? null : Label.of(label), duplicates != null);
      job = job == null ? JobShape.of(one.job()) : job;
      received.add(ReceivedFile.of(one));
    }
    return new ReceivedFiles(received, job);
  }

  private Received receive(
      MultipartFile file,
      String collection,
      @Nullable String title,
      @Nullable Label label,
      boolean keepsDuplicates)
      throws IOException {
    try (var bytes = file.getInputStream()) {
      return ingestion.receive(
          new Upload(
              name(file),
              bytes,
              collection,
              title,
              label,
              keepsDuplicates,
              Jobs.Priority.INTERACTIVE),
          actor.get());
    } catch (FileTooLarge e) {
      throw tooLarge(e);
    }
  }

  @PostMapping(path = "/{id}/versions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReceivedFiles version(@PathVariable String id, @RequestPart("file") MultipartFile file)
      throws IOException {
    try (var bytes = file.getInputStream()) {
      var one = ingestion.receiveVersion(DocumentId.of(id), name(file), bytes, actor.get());
      return new ReceivedFiles(List.of(ReceivedFile.of(one)), JobShape.of(one.job()));
    } catch (FileTooLarge e) {
      throw tooLarge(e);
    }
  }

  @PostMapping("/{id}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Retried retry(
      @PathVariable String id, @Valid @RequestBody(required = false) @Nullable Retry retry) {
    var job =
        ingestion.retry(DocumentId.of(id), retry == null ? null : retry.password(), actor.get());
    return new Retried(id, "received", new JobShape(job.toString(), "queued"));
  }

  private static String name(MultipartFile file) {
    var name = file.getOriginalFilename();
    return name == null ? "" : name;
  }

  static CallRefused tooLarge(FileTooLarge e) {
    return new CallRefused(
        HttpStatus.CONTENT_TOO_LARGE, "too-large", String.valueOf(e.getMessage()), e.hint());
  }

  record ReceivedFiles(List<ReceivedFile> documents, @Nullable JobShape job) {}

  record ReceivedFile(
      String id,
      int version,
      String status,
      String sha256,
      @Nullable String duplicateOf,
      @Nullable JobShape job) {

    static ReceivedFile of(Received received) {
      var version = received.version();
      var id = version.document().toString();
      return new ReceivedFile(
          id,
          version.number(),
          version.status().word(),
          version.sha256().hex(),
          received.isDuplicate() ? id : null,
          JobShape.of(received.job()));
    }
  }

  record JobShape(String id, String state) {

    static @Nullable JobShape of(@Nullable JobId job) {
      return job == null ? null : new JobShape(job.toString(), "queued");
    }
  }

  record Retry(@Nullable @Size(max = 200) String password) {

    @Override
    public String toString() {
      return "Retry"; // the password must not get into any log
    }
  }

  record Retried(String id, String status, JobShape job) {}
}
