package io.cloister.models.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** What the endpoints of a {@link Dialect} were seen to send, and where it puts what is asked. */
abstract class DialectShapes {

  abstract Dialect dialect();

  /** Where it is asked, on the scripted endpoint. */
  abstract URI base();

  /** A whole reply of eleven tokens in and seven out. */
  abstract Answer whole(String text);

  /** The same reply, but cut by its length. */
  abstract Answer tooShort(String text);

  /** A whole reply that the provider filtered. */
  abstract Answer declined();

  /** The same in pieces, with its tokens and its end; {@code thought} comes before them. */
  abstract Answer streamed(String thought, String... pieces);

  /** The first of the pieces, then nothing. */
  abstract Answer cut(String piece);

  /** An error within a stream that began well: too many requests elsewhere. */
  abstract Answer overloadedAfter(String piece);

  /** A reply that calls {@link DialectContract#WEATHER} for Bern. */
  abstract Answer called();

  abstract Answer wrongKey();

  abstract Answer unknownModel();

  abstract Answer tooLong();

  /** Lists the model {@code small} with a context of 4096, if the dialect tells it. */
  abstract Answer[] list();

  /** Two vectors: 1, 0 and 0, 1. */
  abstract Answer vectors();

  /** What arrived of a call: the place, and where the dialect puts each thing. */
  abstract void assertAsked(Seen seen, JsonNode body);

  /** That a shape was asked for by its schema. */
  abstract void assertShaped(JsonNode body);

  /** That a picture went with the words. */
  abstract void assertShown(JsonNode body);

  /** What is heard: two pieces, up to a second and a half and up to a minute and two seconds. */
  Answer heard() {
    return ScriptedEndpoint.json(
        """
        {"task":"transcribe","duration":62.0,"text":"The valve is open. Close it.","segments":[
        {"id":0,"start":0.0,"end":1.5,"text":" The valve is open."},
        {"id":1,"start":1.5,"end":62.0,"text":" Close it."}]}
        """);
  }

  /** That nothing is said in the sound. */
  Answer silence() {
    return ScriptedEndpoint.json("{\"text\":\"\",\"segments\":[]}");
  }

  void assertHeard(Seen seen) {
    assertThat(seen.path()).isEqualTo(base().getPath() + "/audio/transcriptions");
    assertThat(seen.headers().get("Content-type")).startsWith("multipart/form-data; boundary=");
    assertThat(seen.headers().toString()).contains(DialectContract.KEY);
    assertThat(seen.body())
        .contains("name=\"model\"\r\n\r\nsmall\r\n")
        .contains("name=\"response_format\"\r\n\r\nverbose_json\r\n")
        .contains("name=\"file\"; filename=\"sound.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF")
        .doesNotContain("talk");
  }
}
