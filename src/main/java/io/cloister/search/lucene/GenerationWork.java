package io.cloister.search.lucene;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.Embedders;
import io.cloister.models.ModelName;
import io.cloister.search.Generations;
import io.cloister.search.IndexUnavailable;
import io.cloister.search.lab.JudgedCases;
import io.cloister.search.lucene.files.IndexCounts;
import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.generation.GenerationBuilder;
import io.cloister.search.lucene.generation.GenerationRows;
import io.cloister.search.lucene.generation.IndexGeneration;
import io.cloister.search.lucene.generation.LuceneGenerations;
import io.cloister.search.lucene.generation.Probes;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an administrator does with generations. */
@Component
class GenerationWork implements Generations {

  private static final int LONGEST_MODEL = 300;

  private final LuceneGenerations generations;
  private final GenerationRows rows;
  private final GenerationBuilder builder;
  private final GenerationComparison comparison;
  private final JudgedCases judged;
  private final Embedders embedders;
  private final SearchProperties properties;
  private final Collections collections;
  private final AuditTrail audit;
  private final Clock clock;

  GenerationWork(
      LuceneGenerations generations,
      GenerationRows rows,
      GenerationBuilder builder,
      GenerationComparison comparison,
      JudgedCases judged,
      Embedders embedders,
      SearchProperties properties,
      Collections collections,
      AuditTrail audit,
      Clock clock) {
    this.generations = generations;
    this.rows = rows;
    this.builder = builder;
    this.comparison = comparison;
    this.judged = judged;
    this.embedders = embedders;
    this.properties = properties;
    this.collections = collections;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<Generation> all(Actor actor) {
    actor.require(Role.ADMIN, "see the generations of the index");
    return rows.all().stream()
        .sorted(
            Comparator.comparing((GenerationRows.Row row) -> row.state() != State.ACTIVE)
                .thenComparing(GenerationRows.Row::number, Comparator.reverseOrder()))
        .map(this::generation)
        .toList();
  }

  private Generation generation(GenerationRows.Row row) {
    var open = opened(row.number());
    var counts = open.map(each -> each.index().read(IndexCounts::of)).orElse(IndexCounts.NONE);
    return new Generation(
        row.number(),
        row.model(),
        row.state(),
        counts.documents(),
        counts.passages(),
        counts.waiting(),
        open.map(IndexGeneration::bytes).orElse(0L),
        row.createdAt(),
        row.createdBy(),
        row.builtAt(),
        open.map(IndexGeneration::problem).orElse(null));
  }

  private Optional<IndexGeneration> opened(int number) {
    return generations.open().stream().filter(each -> each.number() == number).findFirst();
  }

  private Generation require(int number) {
    return rows.find(number)
        .map(this::generation)
        .orElseThrow(() -> new NotFound("Generation", String.valueOf(number)));
  }

  @Override
  public Computing computing(Actor actor) {
    actor.require(Role.ADMIN, "see how the index computes");
    // Lucene has this one where the vector module is there and compiled for
    var scorer = FlatVectorScorerUtil.getLucene99FlatVectorsScorer().getClass().getSimpleName();
    return new Computing(scorer.contains("MemorySegment"), properties.vectors().bits());
  }

  @Override
  public List<Candidate> candidates(Actor actor) {
    actor.require(Role.ADMIN, "see what an index can be made with");
    var now = rows.find(generations.active().number()).map(GenerationRows.Row::model).orElse("");
    int passages = generations.active().index().read(IndexCounts::of).passages();
    long tokens = builder.tokens(passages);
    return embedders.offers().stream()
        .map(offer ->
            new Candidate(
                offer.name().toString(),
                offer.isInside(),
                offer.name().toString().equals(now),
                passages,
                tokens,
                Math.ceilDiv(tokens * offer.microsPerMillionTokens(), 1_000_000L)))
        .toList();
  }

  @Override
  public Generation build(String model, Actor actor) {
    actor.require(Role.ADMIN, "build an index");
    var embedder =
        ModelName.parse(model)
            .filter(_ -> model.length() <= LONGEST_MODEL)
            .flatMap(embedders::named)
            .orElseThrow(() -> new IllegalArgumentException("no connection has " + model));
    var isBuiltin = embedders.offers().getFirst().name().toString().equals(model);
    var probes = isBuiltin ? null : probed(model, embedder);
    synchronized (this) {
      var known = known(embedder, probes);
      return known.isPresent()
          ? takenOver(known.get(), model, actor)
          : begun(model, embedder, probes, actor);
    }
  }

  private static Probes probed(String model, Embedder embedder) {
    try {
      return Probes.of(embedder);
    } catch (EmbedderUnavailable e) {
      throw new Conflict(
          "model-unavailable",
          String.valueOf(e.getMessage()),
          "Test the connection of %s, then try again.".formatted(model));
    }
  }

  private Optional<GenerationRows.Row> known(Embedder embedder, @Nullable Probes probes) {
    return rows.all().stream()
        .filter(row ->
            probes == null
                ? row.probes() == null && row.fingerprint().equals(embedder.fingerprint())
                : row.probes() != null && Probes.from(row.probes()).areOfTheSameModelAs(probes))
        .min(Comparator.comparing(row -> row.state() != State.ACTIVE));
  }

  private Generation takenOver(GenerationRows.Row row, String model, Actor actor) {
    if (!row.model().equals(model)) {
      rows.rename(row.number(), model, row.fingerprint());
      audit.record(
          actor,
          AuditEvent.of("index.recognised", "generation", row.number()).with("model", model));
    }
    return require(row.number());
  }

  private Generation begun(String model, Embedder embedder, @Nullable Probes probes, Actor actor) {
    if (rows.all().stream().anyMatch(row -> row.state() == State.BUILDING)) {
      throw new Conflict(
          "already-building",
          "Another generation of the index is being built.",
          "Wait for it, or drop it first.");
    }
    int number = generations.nextNumber();
    var row =
        new GenerationRows.Row(
            number,
            model,
            probes == null ? embedder.fingerprint() : probes.fingerprint(),
            probes == null ? null : probes.bytes(),
            State.BUILDING,
            clock.instant(),
            actor.name(),
            null);
    rows.insert(row);
    audit.record(
        actor, AuditEvent.of("index.build-begun", "generation", number).with("model", model));
    try {
      builder.build(generations.open(row));
    } catch (IOException e) {
      rows.delete(number);
      throw new IndexUnavailable("making generation " + number, e);
    }
    return require(number);
  }

  @Override
  public Comparison compare(int number, List<Case> cases, Actor actor) {
    actor.require(Role.ADMIN, "compare generations");
    var all = new ArrayList<>(cases);
    judged.all(actor).forEach(one -> all.add(new Case(one.query(), one.right())));
    return comparison.of(generations.active(), other(number), all, collections.scopeOf(actor));
  }

  private IndexGeneration other(int number) {
    require(number);
    return generations
        .other(number)
        .orElseThrow(() ->
            new Conflict(
                "is-active",
                "Generation %d is the one that is searched.".formatted(number),
                "Name another one."));
  }

  @Override
  public Generation activate(int number, Actor actor) {
    actor.require(Role.ADMIN, "switch the index");
    var wanted = require(number);
    if (wanted.state() == State.ACTIVE) {
      return wanted;
    }
    if (wanted.state() == State.BUILDING) {
      throw new Conflict(
          "still-building",
          "Generation %d is still being built.".formatted(number),
          "Wait until it is ready; until then the present one is searched.");
    }
    var other = other(number);
    other.reconciliation().reconcile();
    other.passages().declareReady();
    generations.activate(other);
    other.reconciliation().start();
    audit.record(
        actor, AuditEvent.of("index.switched", "generation", number).with("model", wanted.model()));
    return require(number);
  }

  @Override
  public void drop(int number, Actor actor) {
    actor.require(Role.ADMIN, "drop a generation of the index");
    generations.drop(other(number));
    audit.record(actor, AuditEvent.of("index.dropped", "generation", number));
  }
}
