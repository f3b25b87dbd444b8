package io.cloister.api.answering;

import io.cloister.answering.Conversation;
import io.cloister.answering.ThreadId;
import io.cloister.answering.Threads;
import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.library.text.Moments;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/threads")
class ThreadsController {

  private final Threads threads;
  private final Moments moments;
  private final CurrentActor actor;

  ThreadsController(Threads threads, Moments moments, CurrentActor actor) {
    this.moments = moments;
    this.threads = threads;
    this.actor = actor;
  }

  @GetMapping
  Listed<TitleShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.of(threads.list(actor.get(), page, size), TitleShape::of);
  }

  @GetMapping("/{id}")
  ThreadShape get(@PathVariable String id) {
    return ThreadShape.of(threads.read(ThreadId.of(id), actor.get()), moments);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    threads.delete(ThreadId.of(id), actor.get());
  }

  record TitleShape(String id, String title, Instant createdAt, Instant updatedAt) {

    static TitleShape of(Conversation thread) {
      return new TitleShape(
          thread.id().toString(), thread.title(), thread.createdAt(), thread.updatedAt());
    }
  }

  record ThreadShape(
      String id, String title, Instant createdAt, Instant updatedAt, List<TurnShape> turns) {

    static ThreadShape of(Conversation thread, Moments moments) {
      return new ThreadShape(
          thread.id().toString(),
          thread.title(),
          thread.createdAt(),
          thread.updatedAt(),
          TurnShape.of(thread.turns(), moments));
    }
  }
}
