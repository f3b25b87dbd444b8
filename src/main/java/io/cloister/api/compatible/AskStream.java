package io.cloister.api.compatible;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.answering.Progress;
import io.cloister.answering.Turn;
import io.cloister.models.relay.RelayRequest.Dialect;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells an answer from documents as it is written. What its check came to is told at the end, for
 * nothing that was told can be taken back.
 */
final class AskStream implements Progress {

  private final AskShape shape;
  private final BooleanSupplier isGone;
  private final HttpServletResponse response;
  private final InLine line;
  private final StringBuilder told = new StringBuilder();
  private boolean begun;
  private volatile boolean broken;

  AskStream(AskShape shape, BooleanSupplier isGone, HttpServletResponse response) {
    this.shape = shape;
    this.isGone = isGone;
    this.response = response;
    this.line = new InLine(true, response);
  }

  @Override
  public void queued(int place) {
    line.accept(place);
  }

  @Override
  public void delta(String text) {
    var piece = told.isEmpty() ? text.stripLeading() : text;
    if (!piece.isEmpty()) {
      told.append(piece);
      begin();
      send(shape.piece(piece));
    }
  }

  @Override
  public boolean isStopped() {
    return broken || isGone.getAsBoolean();
  }

  /**
   * Tells the rest.
   *
   * @param words all that is to be said, of which a part may have been told
   */
  void end(Turn turn, String words, boolean counted) {
    begin();
    var known = told.toString().strip();
    var rest =
        known.isEmpty()
            ? words
            : words.startsWith(known) ? words.substring(known.length()) : "\n\n" + words;
    if (!rest.isEmpty()) {
      send(shape.piece(rest));
    }
    send(shape.end(turn, counted));
    if (shape.dialect() == Dialect.OPENAI) {
      write("data: [DONE]\n\n");
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      if (!response.isCommitted()) {
        Passing.beginStream(response);
      }
      send(shape.begin());
    }
  }

  private void send(List<ObjectNode> events) {
    events.forEach(this::send);
  }

  private void send(ObjectNode event) {
    var name =
        shape.dialect() == Dialect.ANTHROPIC
            ? "event: " + event.path("type").asString("") + "\n"
            : "";
    write(name + "data: " + shape.json().writeValueAsString(event) + "\n\n");
  }

  private void write(String text) {
    if (broken) {
      return;
    }
    try {
      response.getOutputStream().write(text.getBytes(UTF_8));
      response.flushBuffer();
    } catch (IOException _) {
      broken = true; // nobody is left to tell
    }
  }
}
