package io.cloister.search.lucene.rank;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Labels;
import io.cloister.library.text.PassageId;
import io.cloister.library.text.Passages;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.RerankReply;
import io.cloister.models.RerankRequest;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Mode;
import io.cloister.search.SearchQuery.Sort;
import io.cloister.search.SearchResult.Order;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Has the best passages read beside the query by a model, where one is routed to that. Without a
 * route, and whenever the model does not answer in time, the order stays as it was.
 */
@Component
public class Reranking {

  private static final int MOST = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Whose search it is decides nothing here: the scope has. */
  private static final Actor SEARCH =
      new Actor(new UserId(new UUID(0, 0)), "search", Role.STAFF, Set.of());

  private final ModelGateway models;
  private final Documents documents;
  private final Passages passages;
  private final Labels labels;

  Reranking(ModelGateway models, Documents documents, Passages passages, Labels labels) {
    this.models = models;
    this.documents = documents;
    this.passages = passages;
    this.labels = labels;
  }

  /** How the hits of one search come into order. */
  public Reordered of(SearchQuery query, AccessScope scope) {
    return new Reordered(query, scope);
  }

  /** The order of one search, and what came of asking for it; for one thread. */
  public final class Reordered implements Selection.Reordering {

    private final SearchQuery query;
    private final AccessScope scope;
    private final Map<Integer, Double> given = new HashMap<>();
    private Order order = Order.FUSED;

    private Reordered(SearchQuery query, AccessScope scope) {
      this.query = query;
      this.scope = scope;
    }

    public Order order() {
      return order;
    }

    /**
     * What the model gave to passages, by their numbers in the index; empty if it was not asked.
     */
    public Map<Integer, Double> given() {
      return given;
    }

    /** The same passages, of which the first are in the model's order. */
    @Override
    public List<Scored> of(List<Scored> ranked, Names names) throws IOException {
      boolean isAsked =
          query.mode() != Mode.KEYWORD && query.sort() == Sort.RELEVANCE && !query.text().isBlank();
      if (!isAsked || ranked.size() < 2 || !models.isRouted(ModelFunction.RERANK, SEARCH)) {
        return ranked;
      }
      var best = ranked.subList(0, Math.min(MOST, ranked.size()));
      var known = new HashMap<DocumentId, Label>();
      var candidates = candidates(best, names, known);
      var strictest = known.values().stream().max(Comparator.naturalOrder());
      return candidates.size() < 2 || strictest.isEmpty()
          ? ranked
          : asked(
              ranked,
              candidates,
              new RerankRequest(
                  strictest.get(),
                  () -> labels.strictest(known.keySet()),
                  query.text(),
                  candidates.stream().map(Candidate::text).toList(),
                  PATIENCE));
    }

    private List<Candidate> candidates(List<Scored> best, Names names, Map<DocumentId, Label> known)
        throws IOException {
      var of = new HashMap<Integer, DocumentId>();
      var ids = new HashMap<Integer, PassageId>();
      for (var one : best) {
        of.put(one.doc(), names.documentOf(one.doc()));
        ids.put(one.doc(), names.passageOf(one.doc()));
      }
      documents
          .find(of.values().stream().distinct().toList(), scope)
          .forEach(document -> known.put(document.id(), document.label()));
      var texts = passages.find(List.copyOf(ids.values()));
      var candidates = new ArrayList<Candidate>();
      for (var one : best) {
        var passage = texts.get(ids.get(one.doc()));
        if (passage != null && known.containsKey(of.get(one.doc()))) {
          candidates.add(new Candidate(one, passage.text()));
        }
      }
      return candidates;
    }

    private List<Scored> asked(
        List<Scored> ranked, List<Candidate> candidates, RerankRequest request) {
      return switch (models.rerank(request, SEARCH)) {
        case RerankReply.Ranked reply -> {
          order = Order.RERANKED;
          yield inOrder(ranked, candidates, reply.scores());
        }
        case RerankReply.Unavailable _, RerankReply.OverBudget _, RerankReply.Blocked _ -> {
          order = Order.RERANK_FAILED;
          yield ranked;
        }
        case RerankReply.NoRoute _ -> ranked;
      };
    }

    /** The candidates take one another's places and scores; all others stay where they are. */
    private List<Scored> inOrder(
        List<Scored> ranked, List<Candidate> candidates, List<Double> scores) {
      given.clear();
      for (int i = 0; i < candidates.size(); i++) {
        given.put(candidates.get(i).scored().doc(), scores.get(i));
      }
      var better =
          candidates.stream()
              .map(Candidate::scored)
              .sorted(
                  Comparator.comparingDouble((Scored one) -> given.getOrDefault(one.doc(), 0.0))
                      .reversed())
              .iterator();
      var reordered = new ArrayList<Scored>();
      for (var one : ranked) {
        reordered.add(given.containsKey(one.doc()) ? better.next().scored(one.score()) : one);
      }
      return reordered;
    }
  }

  /** A passage that a model is to read. */
  private record Candidate(Scored scored, String text) {}
}
