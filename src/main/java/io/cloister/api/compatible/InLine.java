package io.cloister.api.compatible;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.IntConsumer;

/**
 * Tells a program which place it has where a model is busy. A stream begins with it and says each
 * change in a comment, which clients of events pass over; the header of a whole answer says the
 * place that was taken first.
 */
final class InLine implements IntConsumer {

  static final String PLACE = "x-cloister-queue-place";

  private final boolean isStreamed;
  private final HttpServletResponse response;

  InLine(boolean isStreamed, HttpServletResponse response) {
    this.isStreamed = isStreamed;
    this.response = response;
  }

  @Override
  public void accept(int place) {
    if (!response.containsHeader(PLACE)) {
      response.setHeader(PLACE, Integer.toString(place));
    }
    if (!isStreamed) {
      return;
    }
    if (!response.isCommitted()) {
      Passing.beginStream(response);
    }
    try {
      response.getOutputStream().write((": queued, place " + place + "\n\n").getBytes(US_ASCII));
      response.flushBuffer();
    } catch (IOException _) {
      // nobody is left to tell, which is noticed from aside
    }
  }
}
