package io.cloister.models.relay;

import io.cloister.models.relay.RelayRequest.Dialect;
import io.cloister.models.relay.RelayRequest.Operation;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.WireFailed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One request on its way to an endpoint and back, between the dialects of both sides. */
public final class Exchange {

  private static final String ANTHROPIC_VERSION = "2023-06-01";

  /** What all exchanges share. */
  public static final class Dialects {

    private final JsonMapper json;
    private final Clock clock;
    private final Replies replies;
    private final OpenAiWords words;
    private final Vectors vectors;
    private final int replyTokens;

    /**
     * @param replyTokens the longest reply where nobody says how long it may be
     */
    public Dialects(JsonMapper json, Clock clock, int replyTokens) {
      this.json = json;
      this.clock = clock;
      this.replies = new Replies(json, clock);
      this.words = new OpenAiWords(json);
      this.vectors = new Vectors(json);
      this.replyTokens = replyTokens;
    }

    /**
     * @param connection the connection of the model
     * @param model as its endpoint calls it
     * @param inputGuess how many tokens the request may have
     * @throws Untranslatable if the endpoint cannot be asked this
     */
    public Exchange between(
        RelayRequest request,
        io.cloister.models.wire.Dialect endpoint,
        String connection,
        String model,
        int inputGuess) {
      return new Exchange(this, request, endpoint, connection + "/" + model, model, inputGuess);
    }
  }

  private final Dialects dialects;
  private final RelayRequest request;
  private final Dialect spoken;
  private final int inputGuess;
  private final String fullName;
  private final String model;
  private final ObjectNode said;
  private OpenAiWords.Manner manner;

  private Exchange(
      Dialects dialects,
      RelayRequest request,
      io.cloister.models.wire.Dialect endpoint,
      String fullName,
      String model,
      int inputGuess) {
    this.dialects = dialects;
    this.request = request;
    this.spoken = spoken(endpoint);
    this.fullName = fullName;
    this.model = model;
    this.inputGuess = inputGuess;
    this.manner = dialects.words.of(fullName, endpoint);
    this.said = said();
  }

  private static Dialect spoken(io.cloister.models.wire.Dialect endpoint) {
    return switch (endpoint) {
      case ANTHROPIC -> Dialect.ANTHROPIC;
      case OPENAI, OPENAI_COMPATIBLE, AZURE_OPENAI, MISTRAL, GEMINI, OLLAMA -> Dialect.OPENAI;
    };
  }

  /** As its endpoint calls it. */
  String model() {
    return model;
  }

  private ObjectNode said() {
    var body = dialects.json.createObjectNode();
    body.setAll(request.body());
    body.put("model", model);
    if (request.dialect() == spoken || request.operation() == Operation.COUNT_TOKENS) {
      return body;
    }
    return switch (spoken) {
      case OPENAI -> new OpenAiAsked(dialects.json).of(body);
      case ANTHROPIC -> {
        if (request.operation() == Operation.EMBEDDINGS) {
          throw new Untranslatable("embedding");
        }
        yield new AnthropicAsked(dialects.json, dialects.replyTokens).of(body);
      }
    };
  }

  /** Whether no endpoint is asked, because this one has no words for it and a guess will do. */
  public boolean isAnsweredHere() {
    return request.operation() == Operation.COUNT_TOKENS && spoken == Dialect.OPENAI;
  }

  /** A guess of the tokens. */
  public byte[] answer() {
    return dialects.json.writeValueAsBytes(
        dialects.json.createObjectNode().put("input_tokens", inputGuess));
  }

  /** Behind the base address. */
  public String path() {
    return switch (request.operation()) {
      case CHAT -> spoken == Dialect.OPENAI ? "/chat/completions" : "/messages";
      case EMBEDDINGS -> "/embeddings";
      case COUNT_TOKENS -> "/messages/count_tokens";
    };
  }

  /** Beyond the key. */
  public Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    if (spoken == Dialect.ANTHROPIC) {
      headers.put("anthropic-version", ANTHROPIC_VERSION);
      if (!request.betas().isEmpty()) {
        headers.put("anthropic-beta", request.betas());
      }
    }
    return headers;
  }

  public byte[] request() {
    var body =
        spoken == Dialect.OPENAI && request.operation() == Operation.CHAT
            ? dialects.words.in(said, manner)
            : said;
    return dialects.json.writeValueAsBytes(body);
  }

  /** Whether the endpoint refused only a word, and {@link #request} now says it otherwise. */
  public boolean canBeSaidOtherwise(Failure failure) {
    if (failure.cause() != Failure.Cause.BAD_REQUEST || spoken != Dialect.OPENAI) {
      return false;
    }
    var other = manner.after(failure.said().toLowerCase(Locale.ROOT));
    other.ifPresent(next -> {
      manner = next;
      dialects.words.learn(fullName, next);
    });
    return other.isPresent();
  }

  /**
   * A whole reply in the client's dialect, counted.
   *
   * @throws WireFailed if it is no reply
   */
  public byte[] reply(byte[] whole, Tally tally) {
    var said = dialects.json.readTree(whole);
    EventWords.requireNoError(said);
    if (!(said instanceof ObjectNode reply) || !isReply(reply)) {
      throw new WireFailed(Failure.of(Failure.Cause.NOT_A_REPLY));
    }
    if (spoken == Dialect.OPENAI) {
      dialects.replies.countOpenAi(reply, tally);
    } else if (request.operation() == Operation.CHAT) {
      dialects.replies.countAnthropic(reply, tally);
    } else {
      tally.anthropic(reply);
    }
    if (request.operation() == Operation.EMBEDDINGS) {
      dialects.vectors.write(reply, Vectors.isBase64Wanted(request.body()));
      return dialects.json.writeValueAsBytes(reply);
    }
    if (request.dialect() == spoken || request.operation() != Operation.CHAT) {
      return whole;
    }
    return dialects.json.writeValueAsBytes(
        spoken == Dialect.OPENAI
            ? dialects.replies.anthropic(reply, request.model())
            : dialects.replies.openAi(reply, request.model()));
  }

  private boolean isReply(JsonNode said) {
    return switch (request.operation()) {
      case CHAT ->
          spoken == Dialect.OPENAI
              ? said.path("choices").path(0).isObject()
              : said.path("content").isArray();
      case EMBEDDINGS -> Vectors.isFor(request.body().path("input"), said.path("data"));
      case COUNT_TOKENS -> said.path("input_tokens").isNumber();
    };
  }

  public Pipe pipe(Tally tally) {
    boolean counted = request.body().path("stream_options").path("include_usage").asBoolean(false);
    return switch (spoken) {
      case OPENAI ->
          request.dialect() == Dialect.OPENAI
              ? new OpenAiPipe(tally, counted, dialects.json)
              : new ToAnthropicPipe(tally, request.model(), inputGuess, dialects.json);
      case ANTHROPIC ->
          request.dialect() == Dialect.ANTHROPIC
              ? new AnthropicPipe(tally, dialects.json)
              : new ToOpenAiPipe(
                  tally,
                  dialects.replies,
                  request.model(),
                  dialects.clock.instant().getEpochSecond(),
                  counted,
                  dialects.json);
    };
  }
}
