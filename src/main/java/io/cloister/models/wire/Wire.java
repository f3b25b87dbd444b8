package io.cloister.models.wire;

import io.cloister.egress.Egress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks endpoints, each in its own dialect. Safe for concurrent use. */
@Component
public final class Wire {

  // some dialects tell a model's length only one by one
  private static final int MOST_DETAILS = 25;

  private final Egress egress;
  private final JsonMapper json;

  Wire(Egress egress, JsonMapper json) {
    this.egress = egress;
    this.json = json;
  }

  /** Asks for all models, as they stand in the list. */
  public ModelList models(Endpoint endpoint, Duration patience) {
    try {
      var grammar = endpoint.dialect().grammar();
      var listed = grammar.listed(answer(endpoint, grammar.models(endpoint), patience));
      var models = new ArrayList<ListedModel>();
      long deadline = System.nanoTime() + patience.toNanos();
      for (var model : listed) {
        boolean inTime = models.size() < MOST_DETAILS && System.nanoTime() < deadline;
        models.add(inTime ? detailed(endpoint, model, patience) : model);
      }
      return new ModelList.Models(models);
    } catch (RuntimeException e) {
      return new ModelList.Failed(Failures.of(e));
    }
  }

  private ListedModel detailed(Endpoint endpoint, ListedModel model, Duration patience) {
    var grammar = endpoint.dialect().grammar();
    var ask = grammar.details(endpoint, model.name());
    try {
      return ask == null ? model : grammar.detailed(model, answer(endpoint, ask, patience));
    } catch (RuntimeException e) {
      // it is in the list all the same
      return model;
    }
  }

  /** Asks for one vector a text. */
  public EmbedReply embed(Endpoint endpoint, String model, List<String> texts, Duration patience) {
    try {
      var grammar = endpoint.dialect().grammar();
      var embedded =
          grammar.embedded(answer(endpoint, grammar.embed(endpoint, model, texts), patience));
      return embedded.isFor(texts.size())
          ? new EmbedReply.Vectors(embedded.vectors(), embedded.tokens())
          : new EmbedReply.Failed(Failure.of(Failure.Cause.NOT_A_REPLY));
    } catch (RuntimeException e) {
      return new EmbedReply.Failed(Failures.of(e));
    }
  }

  /** Asks how well each text answers {@code query}. */
  public RankReply rank(
      Endpoint endpoint, String model, String query, List<String> texts, Duration patience) {
    try {
      var ask = endpoint.dialect().grammar().rank(endpoint, model, query, texts);
      return Ranks.read(answer(endpoint, ask, patience), query, texts);
    } catch (RuntimeException e) {
      return new RankReply.Failed(Failures.of(e));
    }
  }

  private JsonNode answer(Endpoint endpoint, Ask ask, Duration patience) {
    var answer = new Exchange(egress, json, endpoint, patience).wholeInTime(ask);
    var failure = Failures.within(answer);
    if (failure != null) {
      throw new WireFailed(failure);
    }
    return answer;
  }

  /** Asks once and waits for the whole reply. */
  public WireReply complete(Endpoint endpoint, Prompt prompt, Patience patience) {
    // nothing comes before all of it does, so there is nothing to wait for but the end
    var whole = new Patience(patience.total(), patience.total(), patience.total());
    return again(
        prompt,
        asked -> {
          var exchange = new Exchange(egress, json, endpoint, patience.total());
          var grammar = endpoint.dialect().grammar();
          var ask = grammar.chat(endpoint, asked, false);
          return new Watched(exchange, asked, whole)
              .run(
                  events -> {
                    var heard = new Heard(_ -> {});
                    read(exchange.whole(ask), grammar, heard);
                    heard.end();
                    heard.close();
                    events.whole(heard);
                  },
                  _ -> {},
                  () -> false);
        });
  }

  /** Asks once and passes pieces on, on the calling thread. */
  public WireReply stream(
      Endpoint endpoint,
      Prompt prompt,
      Patience patience,
      Consumer<String> onText,
      BooleanSupplier isStopped) {
    return again(
        prompt,
        asked -> {
          var exchange = new Exchange(egress, json, endpoint, patience.total());
          var grammar = endpoint.dialect().grammar();
          var ask = grammar.chat(endpoint, asked, true);
          return new Watched(exchange, asked, patience)
              .run(
                  events -> {
                    var heard = new Heard(events::piece);
                    exchange.events(
                        ask,
                        said -> {
                          events.sign();
                          read(said, grammar, heard);
                        },
                        heard::end);
                    heard.close();
                    events.whole(heard);
                  },
                  onText,
                  isStopped);
        });
  }

  /** Asks once what is said in the prompt's sound; the reply is a transcript's text. */
  public WireReply hear(
      Endpoint endpoint, Prompt prompt, Patience patience, BooleanSupplier isStopped) {
    var whole = new Patience(patience.total(), patience.total(), patience.total());
    return again(
        prompt,
        asked -> {
          var exchange = new Exchange(egress, json, endpoint, patience.total());
          var grammar = endpoint.dialect().grammar();
          var ask = grammar.hear(endpoint, asked);
          return new Watched(exchange, asked, whole)
              .run(
                  events -> {
                    var heard = new Heard(_ -> {});
                    read(exchange.whole(ask), grammar::heard, heard);
                    heard.end();
                    events.whole(heard);
                  },
                  _ -> {},
                  isStopped);
        });
  }

  private static void read(JsonNode said, Grammar grammar, Heard heard) {
    read(said, grammar::read, heard);
  }

  private static void read(JsonNode said, BiConsumer<JsonNode, Heard> reader, Heard heard) {
    var failure = Failures.within(said);
    if (failure != null) {
      throw new WireFailed(failure);
    }
    heard.receive();
    reader.accept(said, heard);
  }

  /** Asks in another manner while it is the manner that is refused. */
  private static WireReply again(Prompt prompt, Function<Prompt, WireReply> ask) {
    var asked = prompt;
    while (true) {
      var reply = ask.apply(asked);
      if (!(reply instanceof WireReply.Failed failed)) {
        return reply;
      }
      var other =
          asked.sound() == null
              ? asked.manner().after(failed.failure(), asked.schema() != null)
              : asked.manner().afterSound(failed.failure());
      if (other.isEmpty()) {
        return reply;
      }
      asked = asked.in(other.get());
    }
  }
}
