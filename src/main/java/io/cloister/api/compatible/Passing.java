package io.cloister.api.compatible;

import io.cloister.identity.CurrentActor;
import io.cloister.models.program.ModelRelay;
import io.cloister.models.program.RelayReply;
import io.cloister.models.program.RelayReply.Failed;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.RelayRequest.Operation;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Passes a program's request on and what comes of it back. */
@Component
final class Passing {

  private static final Logger log = LoggerFactory.getLogger(Passing.class);
  private static final List<String> FILES = List.of("multipart/", "application/x-ndjson");

  private final ModelRelay relay;
  private final AskModel ask;
  private final ClientWatch clients;
  private final Envelope envelope;
  private final CurrentActor actor;
  private final JsonMapper json;

  Passing(
      ModelRelay relay,
      AskModel ask,
      ClientWatch clients,
      Envelope envelope,
      CurrentActor actor,
      JsonMapper json) {
    this.relay = relay;
    this.ask = ask;
    this.clients = clients;
    this.envelope = envelope;
    this.actor = actor;
    // numbers are passed on as they were written
    this.json = json.rebuild().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  }

  void serve(Operation operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var body = body(request);
    var model = body.path("model").asString("");
    if (model.isBlank()) {
      throw new Malformed(Fault.invalid("missing_required_parameter", "'model' is missing"));
    }
    if (body.hasNonNull("thread")) {
      throw new Malformed(
          Fault.invalid(
              "thread_unsupported_request", "Send the whole conversation; none is kept here."));
    }
    var betas = request.getHeader("anthropic-beta");
    var asked =
        new RelayRequest(
            Envelope.dialect(request), operation, model, body, betas == null ? "" : betas);
    var isGone = clients.isGone(request);
    if (model.equals(AskModel.NAME)) {
      ask.answer(asked, actor.get(), isGone, response);
      return;
    }
    var line = new InLine(asked.isStreamed(), response);
    switch (relay.ask(asked, actor.get(), isGone, line)) {
      case RelayReply.Whole whole -> {
        response.setContentType("application/json");
        response.setContentLength(whole.json().length);
        response.getOutputStream().write(whole.json());
      }
      case RelayReply.Streamed streamed -> stream(streamed, request, response);
      case RelayReply.Gone _ -> {
        // nobody is left to answer
      }
      case RelayReply.UnknownModel unknown ->
          fail(Fault.unknownModel(unknown.name()), request, response);
      case RelayReply.Unsupported unsupported ->
          fail(Fault.invalid("unsupported", unsupported.what()), request, response);
      case RelayReply.Blocked blocked -> fail(Fault.blocked(blocked.rule()), request, response);
      case RelayReply.OverBudget over -> fail(Fault.overBudget(over.budget()), request, response);
      case Failed failed -> fail(fault(failed), request, response);
    }
  }

  /**
   * Begins here and goes on in a thread of its own, with nothing else on its stack: thousands of
   * streams wait for long, and the stack of a request is deep.
   */
  private void stream(
      RelayReply.Streamed streamed, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean goesOn = false;
    try {
      if (!response.isCommitted()) {
        beginStream(response);
      }
      var out = response.getOutputStream();
      // the headers are out with it: what the filters do on the way back touches nothing any more
      streamed.writeBegun(out);
      var async = request.startAsync();
      async.setTimeout(0); // the stream has limits of its own
      Thread.ofVirtual().name("stream").start(() -> goOn(streamed, out, request, async));
      goesOn = true;
    } finally {
      if (!goesOn) {
        streamed.close();
      }
    }
  }

  private void goOn(
      RelayReply.Streamed streamed,
      OutputStream out,
      HttpServletRequest request,
      AsyncContext async) {
    try (streamed) {
      if (!streamed.copyTo(out)) {
        out.write(envelope.event(Fault.broken("The model's endpoint broke off."), request));
        out.flush();
      }
    } catch (IOException e) {
      // nobody is left to tell
    } catch (RuntimeException e) {
      log.error("A stream broke off.", e);
    } finally {
      end(async);
    }
  }

  private static void end(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // the server has ended it, since the client could not be written to
    }
  }

  static void beginStream(HttpServletResponse response) {
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // else a proxy may hold it back
  }

  private ObjectNode body(HttpServletRequest request) throws IOException {
    var type = Objects.requireNonNullElse(request.getContentType(), "").toLowerCase(Locale.ROOT);
    if (FILES.stream().anyMatch(type::startsWith)) {
      // these may be longer than memory
      throw new Malformed(Fault.ofStatus(415, "Send the request as JSON."));
    }
    try {
      if (json.readTree(request.getInputStream().readAllBytes()) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // told below
    }
    throw new Malformed(Fault.invalid("malformed", "The body is not a JSON object"));
  }

  /** As an event where the stream has begun with a place in a queue. */
  private void fail(Fault fault, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted()) {
      throw new Malformed(fault);
    }
    response.getOutputStream().write(envelope.event(fault, request));
    response.flushBuffer();
  }

  private static Fault fault(Failed failed) {
    return switch (failed.problem()) {
      case REQUEST -> Fault.invalid(null, failed.detail());
      case TOO_LONG -> Fault.invalid("context_length_exceeded", failed.detail());
      case DECLINED -> Fault.invalid("content_filter", failed.detail());
      case RATE_LIMITED -> Fault.rateLimited(failed.detail(), failed.retryAfter());
      case OVERLOADED -> Fault.overloaded(failed.detail(), failed.retryAfter());
      case TIMED_OUT -> Fault.timedOut(failed.detail());
      case BROKEN -> Fault.broken(failed.detail());
    };
  }
}
