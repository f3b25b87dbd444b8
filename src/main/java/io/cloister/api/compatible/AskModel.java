package io.cloister.api.compatible;

import io.cloister.answering.Answer;
import io.cloister.answering.Answering;
import io.cloister.answering.Citation;
import io.cloister.answering.Progress;
import io.cloister.answering.Question;
import io.cloister.answering.Turn;
import io.cloister.identity.Actor;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.RelayRequest.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The model that is none: the last thing said by the user is a question to the caller's documents,
 * and the answer comes with its sources.
 */
@Component
final class AskModel {

  static final String NAME = "cloister/ask";

  private final Answering answering;
  private final JsonMapper json;
  private final Clock clock;

  AskModel(Answering answering, JsonMapper json, Clock clock) {
    this.answering = answering;
    this.json = json;
    this.clock = clock;
  }

  void answer(
      RelayRequest request, Actor actor, BooleanSupplier isGone, HttpServletResponse response)
      throws IOException {
    var body = request.body();
    refuse(request.operation() != Operation.CHAT, "it only chats");
    var format = body.path("response_format").path("type").asString("text");
    refuse(!format.equals("text"), "it answers in words, not as " + format);
    refuse(body.path("output_config").has("format"), "it answers in words only");
    var choice = body.path("tool_choice");
    var demanded = choice.path("type").asString(choice.asString("auto"));
    refuse(
        !demanded.equals("auto") && !demanded.equals("none"),
        "it calls no tools, so none can be demanded");
    var text = question(body.path("messages"));
    refuse(text.isBlank(), "the last message of the user has no text");
    refuse(
        text.length() > Question.LONGEST,
        "a question has at most %,d characters".formatted(Question.LONGEST));
    var question = Question.of(text, Question.Mode.AUTO);
    var shape = AskShape.of(request.dialect(), clock.instant(), json);
    if (!body.path("stream").asBoolean(false)) {
      var turn = answering.ask(question, actor, watch(isGone, new InLine(false, response)));
      response.setContentType("application/json");
      response.getOutputStream().write(json.writeValueAsBytes(shape.whole(turn, words(turn))));
      return;
    }
    var stream = new AskStream(shape, isGone, response);
    var turn = answering.ask(question, actor, stream);
    boolean counted = body.path("stream_options").path("include_usage").asBoolean(false);
    stream.end(turn, words(turn), counted);
  }

  private static Progress watch(BooleanSupplier isGone, InLine line) {
    return new Progress() {
      @Override
      public void queued(int place) {
        line.accept(place);
      }

      @Override
      public boolean isStopped() {
        return isGone.getAsBoolean();
      }
    };
  }

  private static void refuse(boolean is, String why) {
    if (is) {
      throw new Malformed(Fault.invalid("unsupported", NAME + ": " + why));
    }
  }

  /** The text of the last message of the user. */
  private static String question(JsonNode messages) {
    var text = new StringBuilder();
    for (var message : messages) {
      if (message.path("role").asString("").equals("user")) {
        text.setLength(0);
        var content = message.path("content");
        text.append(content.asString(""));
        for (var part : content) {
          text.append(part.path("text").asString("")).append('\n');
        }
      }
    }
    return text.toString().strip();
  }

  private static String words(Turn turn) {
    var words = turn.words();
    var text = new StringBuilder(words.text());
    switch (turn.answer()) {
      case Answer.PartlyGrounded _ ->
          text.append("\n\nNot all of this is borne out by the sources.");
      case Answer.Incomplete _, Answer.Stopped _ -> text.append("\n\nThis answer is not complete.");
      case Answer.NothingFound _ -> text.append("Nothing in your documents answers this.");
      case Answer.NoModel _ -> text.append("No model is there to answer this.");
      case Answer.Blocked(var rule) -> text.append("A rule forbids answering this: " + rule);
      case Answer.OverBudget(var budget) -> text.append("The budget is spent: " + budget);
      case Answer.Failed(var reason) -> text.append("No model answered: " + reason);
      case Answer.Answered _ -> {
        // nothing to add
      }
    }
    if (!words.citations().isEmpty()) {
      text.append("\n\nSources:");
      words.citations().forEach(citation -> text.append('\n').append(source(citation)));
    }
    return text.toString().strip();
  }

  private static String source(Citation citation) {
    return "[%d] %s%s"
        .formatted(
            citation.n(),
            citation.document().title(),
            citation.page() == null ? "" : ", page " + citation.page());
  }

  /** What was cited, for programs that can show more than text. */
  static void citations(Turn turn, ObjectNode into) {
    into.put("outcome", turn.answer().outcome()).put("thread", turn.thread().toString());
    var citations = into.putArray("citations");
    for (var citation : turn.words().citations()) {
      citations
          .addObject()
          .put("n", citation.n())
          .put("document", citation.document().id().toString())
          .put("title", citation.document().title())
          .put("page", citation.page())
          .put("start", citation.start())
          .put("end", citation.end())
          .put("quote", citation.quote());
    }
  }
}
