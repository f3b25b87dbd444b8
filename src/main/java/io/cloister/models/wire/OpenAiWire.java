package io.cloister.models.wire;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.cloister.egress.Egress;
import io.cloister.models.wire.Manner.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks endpoints that speak OpenAI's chat dialect. Safe for concurrent use. */
@Component
public final class OpenAiWire {

  // LangChain4j insists on one; endpoints that ask for none ignore it
  private static final String NO_KEY = "none";

  private final Egress egress;
  private final JsonMapper json;

  OpenAiWire(Egress egress, JsonMapper json) {
    this.egress = egress;
    this.json = json;
  }

  /** Asks for the names of all models, as they stand in the list. */
  public ModelList models(Endpoint endpoint, Duration patience) {
    var http = new EgressHttp(egress, patience);
    try {
      var request =
          HttpRequest.builder().method(HttpMethod.GET).url(endpoint.at("/models").toString());
      if (endpoint.key() != null) {
        request.addHeader("Authorization", "Bearer " + endpoint.key());
      }
      endpoint.headers().forEach(request::addHeader);
      var names = new ArrayList<String>();
      for (var model : json.readTree(http.execute(request.build()).body()).path("data")) {
        var name = model.path("id").asString("");
        if (!name.isBlank() && name.length() <= 300) {
          names.add(name);
        }
      }
      return new ModelList.Names(names);
    } catch (RuntimeException e) {
      var failure = http.failure();
      return new ModelList.Failed(failure == null ? Failures.of(e) : failure);
    }
  }

  /** Asks once and waits for the whole reply. */
  public WireReply complete(Endpoint endpoint, Prompt prompt, Patience patience) {
    return again(prompt, manner -> completeOnce(endpoint, manner, patience));
  }

  /** Asks once and passes pieces on, on the calling thread. */
  public WireReply stream(
      Endpoint endpoint,
      Prompt prompt,
      Patience patience,
      Consumer<String> onText,
      BooleanSupplier isStopped) {
    return again(prompt, manner -> streamOnce(endpoint, manner, patience, onText, isStopped));
  }

  /** Asks in another manner while it is the manner that is refused. */
  private static WireReply again(Prompt prompt, Function<Prompt, WireReply> ask) {
    var asked = prompt;
    while (true) {
      var reply = ask.apply(asked);
      if (!(reply instanceof WireReply.Failed failed)) {
        return reply;
      }
      var other = asked.manner().after(failed.failure(), asked.schema() != null);
      if (other.isEmpty()) {
        return reply;
      }
      asked = asked.in(other.get());
    }
  }

  private WireReply completeOnce(Endpoint endpoint, Prompt prompt, Patience patience) {
    var http = new EgressHttp(egress, patience.total());
    var model =
        OpenAiChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(endpoint.base().toString())
            .apiKey(endpoint.key() == null ? NO_KEY : endpoint.key())
            .customHeaders(endpoint.headers())
            .maxRetries(0)
            .build();
    var request = request(prompt);
    // nothing comes before all of it does, so there is nothing to wait for but the end
    var watch = new Patience(patience.total(), patience.total(), patience.total());
    return new Watched(http, prompt, watch)
        .run(events -> events.whole(model.chat(request)), _ -> {}, () -> false);
  }

  private WireReply streamOnce(
      Endpoint endpoint,
      Prompt prompt,
      Patience patience,
      Consumer<String> onText,
      BooleanSupplier isStopped) {
    var http = new EgressHttp(egress, patience.total());
    var model =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(endpoint.base().toString())
            .apiKey(endpoint.key() == null ? NO_KEY : endpoint.key())
            .customHeaders(endpoint.headers())
            .build();
    var request = request(prompt);
    return new Watched(http, prompt, patience)
        .run(events -> model.chat(request, handler(events)), onText, isStopped);
  }

  private static StreamingChatResponseHandler handler(Watched.Events events) {
    return new StreamingChatResponseHandler() {
      @Override
      public void onPartialResponse(String piece) {
        events.piece(piece);
      }

      @Override
      public void onCompleteResponse(ChatResponse response) {
        events.whole(response);
      }

      @Override
      public void onError(Throwable broken) {
        events.broken(broken);
      }
    };
  }

  private ChatRequest request(Prompt prompt) {
    var manner = prompt.manner();
    var parameters = OpenAiChatRequestParameters.builder().modelName(prompt.model());
    if (manner.steady()) {
      parameters.temperature(0.0);
    }
    if (manner.completionTokens()) {
      parameters.maxCompletionTokens(prompt.maxTokens());
    } else {
      parameters.maxOutputTokens(prompt.maxTokens());
    }
    var format = format(prompt);
    if (format != null) {
      parameters.responseFormat(format);
    }
    var messages = new ArrayList<ChatMessage>();
    var system = system(prompt);
    if (!system.isBlank()) {
      messages.add(SystemMessage.from(system));
    }
    messages.add(UserMessage.from(prompt.user()));
    return ChatRequest.builder().messages(messages).parameters(parameters.build()).build();
  }

  private @Nullable ResponseFormat format(Prompt prompt) {
    if (prompt.schema() == null) {
      return null;
    }
    return switch (prompt.manner().shape()) {
      case SCHEMA ->
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name("reply")
                      .rootElement(JsonRawSchema.from(json.writeValueAsString(prompt.schema())))
                      .build())
              .build();
      case JSON -> ResponseFormat.JSON;
      case WORDS -> null;
    };
  }

  private String system(Prompt prompt) {
    if (prompt.schema() == null || prompt.manner().shape() == Shape.SCHEMA) {
      return prompt.system();
    }
    return prompt.system()
        + "\n\nReply with one JSON object only, nothing before or after it, by this JSON Schema:\n"
        + json.writeValueAsString(prompt.schema());
  }
}
