package io.cloister.tagging;

import io.cloister.identity.Actor;
import io.cloister.library.document.Labels;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Excerpt;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.prompt.Prompts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has a model propose tags, and believes it nothing: a tag counts only with a quote that the text
 * really holds, and in a closed vocabulary only if it is one of its terms.
 */
@Component
class ModelTagger {

  /** What a model's tag counts: a judgement, not measured yet. */
  private static final double TRUST = 0.6;

  /** The same for a tag whose very name stands in the text. */
  private static final double TRUST_WHEN_NAMED = 0.75;

  /** What could pass for the end of the document, or for another one's beginning. */
  private static final Pattern FENCE =
      Pattern.compile("<(\\s*/?\\s*document)", Pattern.CASE_INSENSITIVE);

  private static final int MOST_TERMS = 200;
  private static final int MOST_TOKENS = 700;

  private final ModelGateway models;
  private final Prompts prompts;
  private final TermRows terms;
  private final Labels labels;
  private final JsonMapper json;
  private final TaggingProperties properties;

  ModelTagger(
      ModelGateway models,
      Prompts prompts,
      TermRows terms,
      Labels labels,
      JsonMapper json,
      TaggingProperties properties) {
    this.models = models;
    this.prompts = prompts;
    this.terms = terms;
    this.labels = labels;
    this.json = json;
    this.properties = properties;
  }

  /** What came of asking a model. */
  sealed interface Outcome {}

  record Proposed(List<Proposal> tags) implements Outcome {}

  record Failed(Fallback why) implements Outcome {}

  /** None is wired to tagging. */
  record NotAsked() implements Outcome {}

  Outcome propose(Reading reading, List<Vocabulary> wanted, int limit, Actor actor) {
    if (!models.isRouted(ModelFunction.TAG, actor)) {
      return new NotAsked();
    }
    var closed = closed(wanted);
    var open = wanted.stream().filter(v -> v.kind() == Vocabulary.Kind.OPEN).findFirst();
    var request = request(reading, closed, open.isPresent(), limit);
    return switch (models.complete(request, actor)) {
      case ModelReply.Completed reply ->
          proposed(reply.text(), reading, closed, open.map(Vocabulary::id).orElse(null), limit);
      case ModelReply.Refused _ -> new Failed(Fallback.REFUSED);
      case ModelReply.Unavailable _ -> new Failed(Fallback.UNAVAILABLE);
      case ModelReply.OverBudget _ -> new Failed(Fallback.OVER_BUDGET);
      case ModelReply.Blocked _ -> new Failed(Fallback.BLOCKED);
      case ModelReply.NoRoute _ -> new NotAsked();
      case ModelReply.Stopped _ -> new Failed(Fallback.UNAVAILABLE);
    };
  }

  private Map<String, Term> closed(List<Vocabulary> wanted) {
    var closed = new HashMap<String, Term>();
    for (var vocabulary : wanted) {
      if (vocabulary.kind() == Vocabulary.Kind.CLOSED) {
        for (var term : terms.all(vocabulary.id())) {
          term.synonyms().forEach(name -> closed.putIfAbsent(Names.fold(name), term));
          closed.put(Names.fold(term.name()), term);
        }
      }
    }
    return closed;
  }

  private ModelRequest request(Reading reading, Map<String, Term> closed, boolean open, int limit) {
    var names = closed.values().stream().map(Term::name).distinct().limit(MOST_TERMS).toList();
    var shown = Excerpt.of(reading.text(), properties.modelText());
    var document = reading.document();
    return prompts
        .request(
            ModelFunction.TAG,
            document.label(),
            Map.of(
                "limit",
                String.valueOf(limit),
                "open",
                open,
                "names",
                String.join("; ", names),
                "text",
                FENCE.matcher(reading.title() + "\n\n" + shown).replaceAll("< $1")),
            MOST_TOKENS,
            schema(limit),
            document.id().toString())
        .labelled(() -> labels.strictest(List.of(document.id())));
  }

  private static Map<String, Object> schema(int limit) {
    var tag =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("name", Map.of("type", "string"), "quote", Map.of("type", "string")),
            "required",
            List.of("name", "quote"),
            "additionalProperties",
            false);
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of("tags", Map.of("type", "array", "items", tag, "maxItems", limit)),
        "required",
        List.of("tags"),
        "additionalProperties",
        false);
  }

  private Outcome proposed(
      String reply,
      Reading reading,
      Map<String, Term> closed,
      @Nullable VocabularyId open,
      int limit) {
    JsonNode tags;
    try {
      tags = json.readTree(object(reply)).path("tags");
    } catch (JacksonException _) {
      return new Failed(Fallback.UNREADABLE);
    }
    if (!tags.isArray()) {
      return new Failed(Fallback.UNREADABLE);
    }
    var quotes = new Quotes(reading);
    var proposals = new ArrayList<Proposal>();
    for (int i = 0; i < Math.min(tags.size(), limit); i++) {
      var tag = tags.get(i);
      var name = Names.tidy(tag.path("name").asString(""));
      var evidence = quotes.find(tag.path("quote").asString(""));
      var term = closed.get(Names.fold(name));
      if (name.isBlank() || name.length() > 80 || evidence.isEmpty()) {
        continue;
      }
      double trust = quotes.holds(name) ? TRUST_WHEN_NAMED : TRUST;
      if (term != null) {
        proposals.add(
            new Proposal(
                term.vocabulary(),
                term.id(),
                term.name(),
                trust,
                Tag.Source.MODEL,
                List.of(evidence.get())));
      } else if (open != null) {
        var known = terms.named(Names.fold(name), open);
        proposals.add(
            new Proposal(
                open,
                known.map(TermRows.Row::id).orElse(null),
                known.map(TermRows.Row::name).orElse(name),
                trust,
                Tag.Source.MODEL,
                List.of(evidence.get())));
      }
    }
    // a reply of which nothing is to be used is as good as none
    return proposals.isEmpty() ? new Failed(Fallback.UNREADABLE) : new Proposed(proposals);
  }

  /** Models like to wrap what they were asked for in words or in a code fence. */
  private static String object(String reply) {
    int from = reply.indexOf('{');
    int to = reply.lastIndexOf('}');
    return from < 0 || to < from ? reply : reply.substring(from, to + 1);
  }
}
