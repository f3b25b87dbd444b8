package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.ingest.Waiting;
import io.cloister.library.NotFound;
import io.cloister.models.ModelFunction;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The documents that wait for a model to hear or see them. */
@RestController
@RequestMapping("/api/v1/models/waiting")
class WaitingController {

  private final Waiting waiting;
  private final CurrentActor actor;

  WaitingController(Waiting waiting, CurrentActor actor) {
    this.waiting = waiting;
    this.actor = actor;
  }

  @GetMapping
  List<WaitingShape> list() {
    return waiting.counts(actor.get()).stream().map(WaitingShape::of).toList();
  }

  /** Those that are ready are read again, behind all other work. */
  @PostMapping("/{function}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Retried retry(@PathVariable String function) {
    var job = waiting.retry(function(function), actor.get());
    return new Retried(function, new JobShape(job.toString(), "queued"));
  }

  private static ModelFunction function(String word) {
    return Waiting.FUNCTIONS.stream()
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new NotFound("Function", word));
  }

  /**
   * @param ready those that a model of the route may be sent and no limit holds back
   */
  record WaitingShape(String function, long documents, long ready) {

    static WaitingShape of(Waiting.Count count) {
      return new WaitingShape(count.function().word(), count.documents(), count.ready());
    }
  }

  record JobShape(String id, String state) {}

  record Retried(String function, JobShape job) {}
}
