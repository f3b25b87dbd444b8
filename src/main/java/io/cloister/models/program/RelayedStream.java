package io.cloister.models.program;

import io.cloister.egress.Incoming;
import io.cloister.models.relay.EventCutter;
import io.cloister.models.relay.Overseer;
import io.cloister.models.relay.Pipe;
import io.cloister.models.traffic.Turns;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.WireFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A reply to a program as it comes. */
final class RelayedStream implements RelayReply.Streamed {

  private static final int AT_ONCE = 2 * 1024;
  private static final long MOST_BYTES = 100_000_000;

  private final RelayCall call;
  private final Incoming incoming;
  private final Pipe pipe;
  private final Overseer overseer;
  private final Turns.Turn.Taken turn;
  private final EventCutter cutter = new EventCutter();
  private @Nullable ByteArrayOutputStream held;
  private final byte[] buffer = new byte[AT_ONCE];
  private long left = MOST_BYTES;
  private boolean logged;

  RelayedStream(
      RelayCall call, Incoming incoming, Pipe pipe, Overseer overseer, Turns.Turn.Taken turn) {
    this.call = call;
    this.incoming = incoming;
    this.pipe = pipe;
    this.overseer = overseer;
    this.turn = turn;
  }

  /**
   * Waits for the first word: until then another model may still be asked.
   *
   * @throws IOException if none comes
   * @throws WireFailed if the endpoint broke off
   */
  void begin() throws IOException {
    var first = new ByteArrayOutputStream();
    held = first;
    try {
      while (!call.isBegun()) {
        if (!more(first) && !call.isBegun()) {
          throw new IOException("the stream ended before it began");
        }
      }
    } catch (IOException | WireFailed e) {
      incoming.close();
      throw e;
    }
  }

  @Override
  public void writeBegun(OutputStream out) throws IOException {
    if (held != null) {
      held.writeTo(out);
      held = null;
      out.flush();
    }
  }

  @Override
  public boolean copyTo(OutputStream out) throws IOException {
    writeBegun(out);
    try {
      boolean open = true;
      while (open) {
        open = more(out);
        if (!open || !isMoreThere()) {
          out.flush();
        }
      }
    } catch (WireFailed e) {
      out.flush();
      return broken(e.failure().cause());
    }
    if (!call.isEnded()) {
      return broken(Failure.Cause.CUT_OFF);
    }
    log(() -> call.finished(null));
    return true;
  }

  // what is there already goes out with the next piece
  private boolean isMoreThere() {
    try {
      return incoming.body().available() > 0;
    } catch (IOException e) {
      return false; // the next reading tells
    }
  }

  /**
   * False at the end.
   *
   * @throws IOException if {@code out} cannot be written to
   */
  private boolean more(OutputStream out) throws IOException {
    int read;
    try {
      read = incoming.body().read(buffer);
    } catch (IOException e) {
      boolean late = overseer.end() == Overseer.End.TIMED_OUT;
      throw new WireFailed(Failure.of(late ? Failure.Cause.TIMED_OUT : Failure.Cause.CUT_OFF));
    }
    if (overseer.end() != null) {
      throw new WireFailed(Failure.of(Failure.Cause.TIMED_OUT));
    }
    if (read < 0) {
      cutter.finish(event -> pipe.pass(event, out));
      pipe.end(out);
      return false;
    }
    left -= read;
    if (left < 0) {
      throw new WireFailed(Failure.of(Failure.Cause.TOO_LARGE));
    }
    overseer.heard();
    cutter.feed(buffer, read, event -> pipe.pass(event, out));
    return true;
  }

  private boolean broken(Failure.Cause why) {
    boolean gone = overseer.end() == Overseer.End.CLIENT_GONE;
    log(() -> {
      if (gone) {
        call.stopped();
      } else {
        call.finished(why.code());
      }
    });
    return gone;
  }

  private void log(Runnable line) {
    if (!logged) {
      logged = true;
      line.run();
    }
  }

  @Override
  public void close() {
    overseer.close();
    try {
      incoming.close();
    } catch (IOException e) {
      // it is closed all the same
    }
    turn.close();
    log(call::stopped);
  }
}
