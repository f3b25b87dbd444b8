package io.cloister.models.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloister.models.relay.EventCutter.Event;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From OpenAI's dialect to the same: each event as it came, but for the count if nobody asked. */
public final class OpenAiPipe implements Pipe {

  private static final byte[] USAGE = "\"usage\"".getBytes(US_ASCII);
  private static final byte[] ERROR = "\"error\"".getBytes(US_ASCII);
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);
  private static final byte[] FINISH = "\"finish_reason\":\"".getBytes(US_ASCII);

  private final Tally tally;
  private final boolean countIsWanted;
  private final JsonMapper json;

  public OpenAiPipe(Tally tally, boolean countIsWanted, JsonMapper json) {
    this.tally = tally;
    this.countIsWanted = countIsWanted;
    this.json = json;
  }

  @Override
  public void pass(Event event, OutputStream out) throws IOException {
    if (event.mentions(USAGE) || event.mentions(FINISH)) {
      var chunk = read(event);
      var usage = chunk.path("usage");
      if (usage.isObject()) {
        tally.openAi(usage);
        if (!countIsWanted && chunk.path("choices").isEmpty()) {
          return;
        }
      }
      tally.stoppedBy(chunk.path("choices").path(0).path("finish_reason").asString(""));
    }
    if (event.mentions(ERROR)) {
      EventWords.requireNoError(read(event));
    }
    if (event.mentions(DONE)) {
      tally.end();
    } else if (event.hasData()) {
      tally.event();
    }
    out.write(event.raw());
  }

  private JsonNode read(Event event) {
    var data = event.data();
    try {
      return json.readTree(data == null || data.isBlank() ? "{}" : data);
    } catch (JacksonException e) {
      return json.createObjectNode(); // a text that only looks so
    }
  }
}
