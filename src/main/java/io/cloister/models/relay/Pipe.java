package io.cloister.models.relay;

import io.cloister.models.relay.EventCutter.Event;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on the events of one streamed reply in the dialect of the client. */
public interface Pipe {

  void pass(Event event, OutputStream out) throws IOException;

  /** The endpoint has nothing more to say. */
  default void end(OutputStream out) throws IOException {}
}
