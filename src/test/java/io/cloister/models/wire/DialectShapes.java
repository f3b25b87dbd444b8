package io.cloister.models.wire;

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
}
