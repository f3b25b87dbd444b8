package io.cloister.models.relay;

import io.cloister.models.relay.EventCutter.Event;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on the events of one streamed reply in the dialect of the client. */
public interface Pipe {

  /**
   * @throws IOException if {@code out} cannot be written to
   * @throws io.cloister.models.wire.WireFailed if the event says that the endpoint broke off, or
   *     nothing that can be understood
   */
  void pass(Event event, OutputStream out) throws IOException;

  /** The endpoint has nothing more to say. */
  default void end(OutputStream out) throws IOException {}
}
