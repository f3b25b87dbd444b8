package io.cloister.api.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cloister.answering.Answer;
import io.cloister.answering.Answering;
import io.cloister.answering.Progress;
import io.cloister.answering.ThreadId;
import io.cloister.answering.Turn;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.collection.Collections;
import io.cloister.library.text.Moments;
import io.cloister.library.text.Times;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

class AskControllerTests {

  private static final Actor STAFF = new Actor(UserId.random(), "staff", Role.STAFF, Set.of());

  private final Answering answering = mock();
  private final Moments moments = mock();
  private final MockMvcTester mvc =
      MockMvcTester.create(
          MockMvcBuilders.standaloneSetup(
                  new AskController(
                      answering,
                      mock(Collections.class),
                      moments,
                      () -> STAFF,
                      JsonMapper.shared()))
              .build());

  @BeforeEach
  void answersNothing() {
    when(moments.times(any())).thenReturn(Times.NONE);
    when(answering.ask(any(), any(), any()))
        .thenAnswer(call -> {
          call.getArgument(2, Progress.class).status("searching");
          return turn(new Answer.NothingFound(List.of()));
        });
  }

  @Test
  void answersJsonToWhoeverDoesNotAskForAStream() {
    for (var accept : List.of("*/*", "application/json", "application/json, */*")) {
      assertThat(ask(accept))
          .as(accept)
          .hasStatusOk()
          .bodyJson()
          .extractingPath("$.outcome")
          .isEqualTo("not-found");
    }
  }

  @Test
  void streamsToWhoeverAsksForAStream() {
    assertThat(ask("text/event-stream"))
        .hasStatusOk()
        .hasContentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
        .bodyText()
        .startsWith("event: status\ndata: {\"status\":\"searching\"}\n\n")
        .contains("event: done\ndata: {\"outcome\":\"not-found\"")
        .endsWith("\n\n");
  }

  @Test
  void tellsAProblemInTheStream() {
    doReturn(turn(new Answer.Blocked("internal text may go no further")))
        .when(answering)
        .ask(any(), any(), any());

    assertThat(ask("text/event-stream"))
        .bodyText()
        .contains("event: problem\ndata: {", "\"code\":\"blocked\"", "event: done\n");
  }

  @Test
  void refusesAQuestionWithoutWords() {
    assertThat(
            mvc.post()
                .uri("/api/v1/ask")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"question\":\" \"}"))
        .hasStatus4xxClientError();
  }

  private org.springframework.test.web.servlet.assertj.MvcTestResult ask(String accept) {
    return mvc.post()
        .uri("/api/v1/ask")
        .header("Accept", accept)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"question\":\"How long?\"}")
        .exchange();
  }

  private static Turn turn(Answer answer) {
    return new Turn(
        ThreadId.random(),
        0,
        "How long?",
        answer,
        null,
        true,
        null,
        null,
        0,
        0,
        new Turn.Usage(0, 0, 0, 1),
        Instant.EPOCH);
  }
}
