package io.cloister.api.ingest;

import io.cloister.api.ingest.UploadsController.JobShape;
import io.cloister.api.ingest.UploadsController.ReceivedFile;
import io.cloister.api.ingest.UploadsController.ReceivedFiles;
import io.cloister.identity.CurrentActor;
import io.cloister.ingest.Samples;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/samples")
class SamplesController {

  private final Samples samples;
  private final CurrentActor actor;

  SamplesController(Samples samples, CurrentActor actor) {
    this.samples = samples;
    this.actor = actor;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReceivedFiles load() {
    var received = samples.load(actor.get());
    return new ReceivedFiles(
        received.stream().map(ReceivedFile::of).toList(),
        received.isEmpty() ? null : JobShape.of(received.getLast().job()));
  }
}
