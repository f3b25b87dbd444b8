package io.cloister.models.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloister.models.relay.EventCutter.Event;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From Anthropic's dialect to the same: each event as it came. */
public final class AnthropicPipe implements Pipe {

  private static final byte[] USAGE = "\"usage\"".getBytes(US_ASCII);
  private static final byte[] ERROR = "\"error\"".getBytes(US_ASCII);
  private static final byte[] STOP = "message_stop".getBytes(US_ASCII);

  private final Tally tally;
  private final JsonMapper json;

  public AnthropicPipe(Tally tally, JsonMapper json) {
    this.tally = tally;
    this.json = json;
  }

  @Override
  public void pass(Event event, OutputStream out) throws IOException {
    if (event.mentions(ERROR)) {
      EventWords.requireNoError(read(event));
    }
    if (event.hasData()) {
      tally.event();
    }
    if (event.mentions(USAGE)) {
      count(event);
    }
    if (event.mentions(STOP)) {
      tally.end();
    }
    out.write(event.raw());
  }

  private void count(Event event) {
    var said = read(event);
    switch (said.path("type").asString("")) {
      case "message_start" -> tally.anthropic(said.path("message").path("usage"));
      case "message_delta" -> {
        tally.anthropic(said.path("usage"));
        tally.stoppedBy(said.path("delta").path("stop_reason").asString(""));
      }
      default -> {
        // a text that only looks so
      }
    }
  }

  private JsonNode read(Event event) {
    var data = event.data();
    try {
      return json.readTree(data == null ? "{}" : data);
    } catch (JacksonException e) {
      return json.createObjectNode(); // passed on as it is; the client will say so
    }
  }
}
