package io.cloister.api.answering;

import io.cloister.answering.Answering;
import io.cloister.answering.Progress;
import io.cloister.answering.Question;
import io.cloister.answering.ThreadId;
import io.cloister.api.EventStream;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.text.Moments;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
class AskController {

  private static final Logger LOG = LoggerFactory.getLogger(AskController.class);

  private final Answering answering;
  private final Collections collections;
  private final Moments moments;
  private final CurrentActor actor;
  private final JsonMapper json;

  AskController(
      Answering answering,
      Collections collections,
      Moments moments,
      CurrentActor actor,
      JsonMapper json) {
    this.moments = moments;
    this.answering = answering;
    this.collections = collections;
    this.actor = actor;
    this.json = json;
  }

  @PostMapping(path = "/api/v1/ask", produces = MediaType.APPLICATION_JSON_VALUE)
  TurnShape ask(@Valid @RequestBody Asking asking) {
    var me = actor.get();
    return TurnShape.of(answering.ask(question(asking, me), me, Progress.NONE), moments);
  }

  /** The same, told while it happens; closing the connection stops it. */
  @PostMapping(path = "/api/v1/ask", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void stream(@Valid @RequestBody Asking asking, HttpServletResponse response) {
    var me = actor.get();
    var question = question(asking, me);
    var stream = new EventStream(response, json);
    var events = new AnswerEvents(stream, moments);
    try {
      events.done(answering.ask(question, me, events));
    } catch (RuntimeException e) {
      if (!stream.isBegun()) {
        throw e;
      }
      LOG.error("the answer broke off", e);
      events.broken();
    }
  }

  private Question question(Asking asking, Actor me) {
    return new Question(
        asking.question(),
        asking.mode() == null ? Question.Mode.AUTO : Question.Mode.of(asking.mode()),
        collections(asking.collections(), me),
        documents(asking.documents()),
        asking.thread() == null ? null : ThreadId.of(asking.thread()),
        asking.language());
  }

  private Set<CollectionId> collections(@Nullable List<String> wanted, Actor me) {
    return wanted == null
        ? Set.of()
        : wanted.stream()
            .map(name -> collections.require(name, me, Right.READ).id())
            .collect(Collectors.toSet());
  }

  private static Set<DocumentId> documents(@Nullable List<String> wanted) {
    return wanted == null
        ? Set.of()
        : wanted.stream().map(DocumentId::of).collect(Collectors.toSet());
  }

  record Asking(
      @NotBlank @Size(max = Question.LONGEST) String question,
      @Nullable @Pattern(regexp = "auto|model|extractive") String mode,
      @Nullable @Size(max = 200) List<@NotNull String> collections,
      @Nullable @Size(max = 200) List<@NotNull String> documents,
      @Nullable String thread,
      @Nullable @Pattern(regexp = "[a-z]{2,3}") String language) {}
}
