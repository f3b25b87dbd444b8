package io.cloister.models.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a stream apart: server-sent events by the HTML standard, of which dialects use the data
 * alone, or JSON by the line. Characters that are not UTF-8 become the replacement character.
 */
final class EventReader {

  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  private final JsonMapper json;
  private final Consumer<JsonNode> onEvent;
  private final Runnable onEnd;
  private final StringBuilder data = new StringBuilder();

  /**
   * @param onEnd is told of the mark that closes a stream in OpenAI's dialect
   */
  EventReader(JsonMapper json, Consumer<JsonNode> onEvent, Runnable onEnd) {
    this.json = json;
    this.onEvent = onEvent;
    this.onEnd = onEnd;
  }

  /** Reads to the end; what stands there without an empty line behind it counts as well. */
  void read(InputStream in, boolean byLine) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      if (byLine) {
        data.append(line);
        tell();
      } else if (line.isEmpty()) {
        tell();
      } else if (line.startsWith(DATA)) {
        if (!data.isEmpty()) {
          data.append('\n');
        }
        data.append(line, line.startsWith(" ", DATA.length()) ? 6 : 5, line.length());
      }
    }
    tell();
  }

  private void tell() {
    var event = data.toString().strip();
    data.setLength(0);
    if (event.equals(DONE)) {
      onEnd.run();
    } else if (!event.isEmpty()) {
      onEvent.accept(json.readTree(event));
    }
  }
}
