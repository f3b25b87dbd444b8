package io.cloister.answering;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.library.AccessScope;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.likeness.Likenesses;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Passage;
import io.cloister.models.Embedder;
import io.cloister.models.ModelReply;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.corpus.Corpus;
import io.cloister.search.corpus.CorpusAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers questions from the passages an actor may read, and from nothing else. */
@Component
public class Answering {

  private static final int SOURCES = 8;
  private static final int QUOTES = 3;
  // what cannot be meant as the query language's operators
  private static final String OPERATORS = "[\"“”„«»~^*?!(){}\\[\\]/\\\\:+|&<>=]";

  private final Collections collections;
  private final Documents documents;
  private final PassageSearch search;
  private final HiddenTexts hidden;
  private final Likenesses likenesses;
  private final Corpus corpus;
  private final Embedder embedder;
  private final Writing writing;
  private final Threads threads;
  private final Readers readers;
  private final AuditTrail audit;

  Answering(
      Collections collections,
      Documents documents,
      PassageSearch search,
      HiddenTexts hidden,
      Likenesses likenesses,
      Corpus corpus,
      Embedder embedder,
      Writing writing,
      Threads threads,
      Readers readers,
      AuditTrail audit) {
    this.collections = collections;
    this.documents = documents;
    this.search = search;
    this.hidden = hidden;
    this.likenesses = likenesses;
    this.corpus = corpus;
    this.embedder = embedder;
    this.writing = writing;
    this.threads = threads;
    this.readers = readers;
    this.audit = audit;
  }

  /**
   * Answers, and keeps question and answer in the asker's conversation. Whoever may not read the
   * sources any more when the answer is there gets it as a conversation shows it then.
   *
   * @throws io.cloister.library.NotFound if the conversation is not the asker's
   */
  public Turn ask(Question question, Actor actor, Progress progress) {
    long begun = System.nanoTime();
    var earlier =
        question.thread() == null ? List.<String>of() : threads.questions(question.thread(), actor);
    var thread = question.thread() == null ? ThreadId.random() : question.thread();
    progress.begun(thread);
    progress.status("searching");
    var alone = FollowUp.standingAlone(question.text(), earlier);
    var counted = counted(question, collections.scopeOf(actor));
    var hits =
        counted.isPresent()
            ? cited(counted.get())
            : hits(alone, question, collections.scopeOf(actor));
    progress.sources(sources(hits));
    var draft =
        counted
            .map(Answering::told)
            .orElseGet(() -> answer(question, alone, earlier, hits, actor, progress));
    long millis = (System.nanoTime() - begun) / 1_000_000;
    var turn = threads.keep(thread, question, draft, hits, millis, actor);
    audit.record(
        actor,
        AuditEvent.of("question.asked", "thread", turn.thread())
            .with("outcome", turn.answer().outcome())
            .with("extractive", turn.extractive()));
    return readers.mayStillRead(hits, actor) ? turn : threads.read(turn, readers.scopeNow(actor));
  }

  /** A question about the documents themselves is answered by counting, never by a model. */
  private Optional<CorpusAnswer> counted(Question question, AccessScope readable) {
    boolean isOfAll = question.documents().isEmpty() && question.mode() != Question.Mode.MODEL;
    var scope =
        question.collections().isEmpty() ? readable : readable.narrowedTo(question.collections());
    return isOfAll ? corpus.answer(question.text(), scope) : Optional.empty();
  }

  /** The one document that the answer names, if it names one: who may not read it is not told. */
  private static List<Hit> cited(CorpusAnswer counted) {
    return switch (counted.question().kind()) {
      case OLDEST, NEWEST -> counted.documents().stream().limit(1).toList();
      case COUNT, LIST, PER -> List.of();
    };
  }

  static Draft told(CorpusAnswer counted) {
    var citations = sources(cited(counted));
    var text = citations.isEmpty() ? counted.text() : counted.text() + " [1]";
    var cites = citations.stream().map(Citation::n).toList();
    var sentence = CheckedSentence.of("", text, cites, new Verdict.Supported());
    return new Draft(
        new Answer.Answered(new Answer.Words(List.of(sentence), citations)),
        null,
        true,
        null,
        null,
        counted.address());
  }

  private Draft answer(
      Question question,
      String alone,
      List<String> earlier,
      List<Hit> hits,
      Actor actor,
      Progress progress) {
    return switch (question.mode()) {
      case EXTRACTIVE -> quoted(alone, hits, null, progress);
      case MODEL -> written(question, earlier, hits, actor, progress);
      case AUTO -> {
        if (!writing.isPossible(actor)) {
          yield quoted(alone, hits, new Turn.Instead("no-model", ""), progress);
        }
        var draft = written(question, earlier, hits, actor, progress);
        var instead = insteadOf(draft.answer());
        yield instead == null ? draft : quoted(alone, hits, instead, progress);
      }
    };
  }

  private Draft written(
      Question question, List<String> earlier, List<Hit> hits, Actor actor, Progress progress) {
    if (!writing.isPossible(actor)) {
      return Draft.of(new Answer.NoModel());
    }
    if (hits.isEmpty()) {
      return Draft.of(new Answer.NothingFound(List.of()));
    }
    var written = writing.write(question, earlier, hits, actor, progress);
    var answer =
        written.answer() instanceof Answer.NothingFound
            ? new Answer.NothingFound(hits)
            : written.answer();
    return new Draft(answer, written.model(), false, null, written.usage(), null);
  }

  private Draft quoted(
      String question, List<Hit> hits, Turn.@Nullable Instead instead, Progress progress) {
    progress.status("quoting");
    var quotes = new Quotes(Asked.of(question), search.statistics(), embedder);
    var found = quotes.find(hits, QUOTES);
    if (found.quotes().isEmpty() || Confidence.of(found.signs()) < Confidence.ENOUGH) {
      return new Draft(new Answer.NothingFound(hits), null, true, instead, null, null);
    }
    var sentences = new ArrayList<CheckedSentence>();
    var citations = new ArrayList<Citation>();
    for (var quote : found.quotes()) {
      int n = citations.size() + 1;
      citations.add(quote.cited(n));
      var text = quote.text() + " [" + n + "]";
      var gap = n == 1 ? "" : "\n\n";
      sentences.add(CheckedSentence.of(gap, text, List.of(n), new Verdict.Supported()));
    }
    var words = new Answer.Words(sentences, citations);
    return new Draft(new Answer.Answered(words), null, true, instead, null, null);
  }

  /** Why quotes stand in for what the model gave; null if what it gave stands. */
  private static Turn.@Nullable Instead insteadOf(Answer answer) {
    return switch (answer) {
      case Answer.Answered _, Answer.PartlyGrounded _, Answer.Stopped _, Answer.NothingFound _ ->
          null;
      case Answer.Incomplete(var words) ->
          words.isEmpty() ? new Turn.Instead(answer.outcome(), "the model gave no text") : null;
      case Answer.NoModel _ -> new Turn.Instead(answer.outcome(), "");
      case Answer.Blocked(var rule) -> new Turn.Instead(answer.outcome(), rule);
      case Answer.OverBudget(var budget) -> new Turn.Instead(answer.outcome(), budget);
      case Answer.Failed(var reason) -> new Turn.Instead(answer.outcome(), reason);
    };
  }

  private List<Hit> hits(String text, Question question, AccessScope readable) {
    var scope =
        question.collections().isEmpty() ? readable : readable.narrowedTo(question.collections());
    var query = SearchQuery.of(words(text), SearchQuery.Grouping.PASSAGE, SOURCES);
    if (!question.documents().isEmpty()) {
      query = query.with(SearchQuery.Filter.within(question.documents()));
    }
    return newest(search.find(query, scope).hits(), question).stream()
        .map(hit -> ofItsVersion(hit, scope))
        .flatMap(Optional::stream)
        .collect(Collectors.collectingAndThen(Collectors.toList(), this::seen));
  }

  /** As people see them: what a file hides from them is no answer, and commands nobody. */
  private List<Hit> seen(List<Hit> hits) {
    var seen =
        hidden.seen(hits.stream().map(Hit::passage).toList()).stream()
            .collect(Collectors.toMap(Passage::id, it -> it, (one, _) -> one));
    return hits.stream()
        .flatMap(hit -> Optional.ofNullable(seen.get(hit.passage().id())).map(hit::with).stream())
        .toList();
  }

  /** Without what a newer document says in nearly the same words, unless it was chosen. */
  private List<Hit> newest(List<Hit> hits, Question question) {
    var outdated = likenesses.newest(hits.stream().map(Hit::document).distinct().toList()).keySet();
    return hits.stream()
        .filter(hit ->
            !outdated.contains(hit.document().id())
                || question.documents().contains(hit.document().id()))
        .toList();
  }

  /** With the version that was indexed, while a newer one is still being read. */
  private Optional<Hit> ofItsVersion(Hit hit, AccessScope scope) {
    var d = hit.document();
    if (d.current().id().equals(hit.passage().version())) {
      return Optional.of(hit);
    }
    return documents.versions(List.of(d.id()), scope).getOrDefault(d.id(), List.of()).stream()
        .filter(version -> version.id().equals(hit.passage().version()))
        .findFirst()
        .map(version -> hit.with(d.withCurrent(version)));
  }

  /** The question without what the query language would take for its own. */
  static String words(String question) {
    var words =
        question
            .replaceAll(OPERATORS, " ")
            .replaceAll("(?<![\\p{L}\\p{N}])-+", " ")
            .replaceAll("\\b(?:AND|OR|NOT)\\b", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return words.isEmpty() ? question.replace("\"", " ").strip() : words;
  }

  private static List<Citation> sources(List<Hit> hits) {
    var sources = new ArrayList<Citation>();
    for (var hit : hits) {
      sources.add(new Quote(hit, hit.passage().start(), opening(hit), 0).cited(sources.size() + 1));
    }
    return sources;
  }

  private static String opening(Hit hit) {
    return Excerpt.of(hit.passage().text(), 200);
  }

  /** An answer before it is kept. */
  record Draft(
      Answer answer,
      @Nullable String model,
      boolean extractive,
      Turn.@Nullable Instead instead,
      ModelReply.@Nullable Usage usage,
      @Nullable String counted) {

    static Draft of(Answer answer) {
      return new Draft(answer, null, false, null, null, null);
    }
  }
}
