package io.cloister.search;

import io.cloister.identity.Actor;
import io.cloister.library.DocumentId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The generations of the index: each is the whole library as one embedding model sees it. One of
 * them is searched; another is built beside it, compared with it, and takes its place. No query
 * ever meets vectors of two models. All of it is for administrators.
 */
public interface Generations {

  /** The one that is searched first, then the newest. */
  List<Generation> all(Actor actor);

  /** The models that a generation can be built with, and what that would take. */
  List<Candidate> candidates(Actor actor);

  /**
   * Begins to build one, which goes on in the background and after a restart. A model that is known
   * by its vectors, though by another name or at another address, needs nothing built: the
   * generation that has them takes over the name.
   *
   * @throws IllegalArgumentException if no connection has the model
   * @throws io.cloister.library.Conflict if one is being built, or it cannot be reached
   */
  Generation build(String model, Actor actor);

  /**
   * What would change.
   *
   * @param cases may be empty; the deployment's judged cases are asked too, and the saved searches
   *     of everybody
   * @throws io.cloister.library.NotFound if there is no such generation
   */
  Comparison compare(int number, List<Case> cases, Actor actor);

  /**
   * Has it searched in place of the one that is; that one is kept for the way back. What the
   * library got meanwhile is put in first.
   *
   * @throws io.cloister.library.Conflict if it is still being built
   */
  Generation activate(int number, Actor actor);

  /**
   * Removes its files, or gives up building it.
   *
   * @throws io.cloister.library.Conflict if it is the one that is searched
   */
  void drop(int number, Actor actor);

  /** How vectors are computed with here. */
  Computing computing(Actor actor);

  /**
   * @param vectorInstructions whether the processor's are used
   * @param bits of each number of a vector while the nearest are looked for; 32 for the full ones,
   *     by which what was found is compared in the end
   */
  record Computing(boolean vectorInstructions, int bits) {}

  /** What it is for at the moment. */
  enum State {
    BUILDING,
    READY,
    ACTIVE,
    /** Was searched before; the way back. */
    FORMER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * @param number from 1
   * @param model {@code connection/model}
   * @param documents how many are in it
   * @param waiting how many of them have no vectors yet
   * @param bytes on disk
   * @param builtAt null while it is being built
   * @param problem why building it does not go on; null if it does
   */
  record Generation(
      int number,
      String model,
      State state,
      int documents,
      int passages,
      int waiting,
      long bytes,
      Instant createdAt,
      String createdBy,
      @Nullable Instant builtAt,
      @Nullable String problem) {}

  /**
   * @param isInside whether texts stay within the organisation
   * @param tokens about how many it would read
   * @param costMicros about what that costs, in millionths of the currency unit
   */
  record Candidate(
      String model,
      boolean isInside,
      boolean isActive,
      int passages,
      long tokens,
      long costMicros) {}

  /**
   * A query whose right answers are known.
   *
   * @param right none if it is only to be compared
   */
  record Case(String query, Set<DocumentId> right) {

    public Case {
      right = Set.copyOf(right);
    }
  }

  /**
   * @param queries how many were asked
   * @param same for how many of them the ten best documents are the same in the same order
   * @param overlap of the ten best documents, from 0 to 1, on average
   * @param judged how many had right answers
   * @param ndcgNow nDCG@10 of the generation that is searched; null if none was judged
   * @param ndcgThen of the other
   * @param moves of the queries that were given, not of others' saved searches
   */
  record Comparison(
      int queries,
      int same,
      double overlap,
      int judged,
      @Nullable Double ndcgNow,
      @Nullable Double ndcgThen,
      List<Move> moves) {}

  /**
   * @param now place among the ten best from 1; 0 if it is not among them
   * @param then in the other generation
   */
  record Move(String query, DocumentId document, String title, int now, int then) {}
}
