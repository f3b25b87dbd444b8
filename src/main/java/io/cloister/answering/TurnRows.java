package io.cloister.answering;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.document.Documents;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PassageId;
import io.cloister.library.text.Passages;
import io.cloister.search.Hit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns as rows, and rows as the turns that somebody may read now. */
@Component
class TurnRows {

  private static final TypeReference<List<CheckedSentence>> SENTENCES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final SourceRows sources;
  private final JsonMapper json;
  private final Documents documents;
  private final Passages passages;
  private final Recounting recounting;

  TurnRows(
      JdbcClient jdbc,
      SourceRows sources,
      JsonMapper json,
      Documents documents,
      Passages passages,
      Recounting recounting) {
    this.jdbc = jdbc;
    this.sources = sources;
    this.json = json;
    this.documents = documents;
    this.passages = passages;
    this.recounting = recounting;
  }

  /**
   * @param within the collections that the question was narrowed to; empty for all
   */
  void insert(Turn turn, Set<CollectionId> within, List<Hit> read) {
    var id = UUID.randomUUID();
    var instead = turn.instead();
    jdbc.sql(
            """
            insert into answering_turn (id, thread_id, ordinal, question, outcome, detail, sentences,
              model, extractive, instead_of, instead_detail, counted, counted_in, input_tokens,
              output_tokens, cost_micros, millis, asked_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                id,
                turn.thread().value(),
                turn.ordinal(),
                turn.question(),
                turn.answer().outcome(),
                cut(detail(turn.answer())),
                json.writeValueAsString(turn.words().sentences()),
                turn.model(),
                turn.extractive(),
                instead == null ? null : instead.outcome(),
                instead == null ? null : cut(instead.detail()),
                turn.counted(),
                turn.counted() == null || within.isEmpty() ? null : joined(within),
                turn.usage().inputTokens(),
                turn.usage().outputTokens(),
                turn.usage().costMicros(),
                turn.usage().millis(),
                OffsetDateTime.ofInstant(turn.askedAt(), ZoneOffset.UTC)))
        .update();
    sources.insert(id, turn, read);
  }

  /** The turns of a conversation in order, without what {@code scope} does not cover any more. */
  List<Turn> of(ThreadId thread, AccessScope scope) {
    var all = sources.of(thread);
    var ofTurn = all.stream().collect(Collectors.groupingBy(TurnSource::turn));
    var known =
        documents.find(all.stream().map(TurnSource::document).distinct().toList(), scope).stream()
            .collect(Collectors.toMap(Document::id, Function.identity()));
    return jdbc.sql("select * from answering_turn where thread_id = ? order by ordinal")
        .param(thread.value())
        .query((row, _) -> {
          var its = ofTurn.getOrDefault(row.getObject("id", UUID.class), List.of());
          return recounting.now(turn(row, its, known), within(row), scope);
        })
        .list();
  }

  private static String joined(Set<CollectionId> collections) {
    return collections.stream().map(CollectionId::toString).collect(Collectors.joining(","));
  }

  private static Set<CollectionId> within(ResultSet row) throws SQLException {
    var joined = row.getString("counted_in");
    return joined == null
        ? Set.of()
        : Arrays.stream(joined.split(",", 0))
            .map(id -> new CollectionId(UUID.fromString(id)))
            .collect(Collectors.toSet());
  }

  /** Takes out the document and all words that cite it, or were written after reading it. */
  void forget(DocumentId document) {
    for (var turn : sources.turnsOf(document)) {
      var kept =
          jdbc.sql("select sentences from answering_turn where id = ?")
              .param(turn)
              .query((row, _) -> sentences(row))
              .single();
      var others = cited(sources.of(turn), source -> !source.document().equals(document));
      jdbc.sql("update answering_turn set sentences = ? where id = ?")
          .params(json.writeValueAsString(shown(kept, others)), turn)
          .update();
    }
    sources.forget(document);
  }

  private Turn turn(ResultSet row, List<TurnSource> sources, Map<DocumentId, Document> known)
      throws SQLException {
    var all = sentences(row);
    boolean whole = sources.stream().allMatch(source -> known.containsKey(source.document()));
    var visible = cited(sources, source -> known.containsKey(source.document()));
    var sentences = whole ? all : shown(all, visible);
    var citations = new ArrayList<Citation>();
    for (var source : sources) {
      var document = known.get(source.document());
      if (source.isCited() && document != null) {
        citations.add(source.citation(document));
      }
    }
    var instead = row.getString("instead_of");
    return new Turn(
        new ThreadId(row.getObject("thread_id", UUID.class)),
        row.getInt("ordinal"),
        row.getString("question"),
        answer(row, new Answer.Words(sentences, citations), sources, known),
        row.getString("model"),
        row.getBoolean("extractive"),
        instead == null ? null : new Turn.Instead(instead, text(row.getString("instead_detail"))),
        row.getString("counted"),
        (int) sources.stream().filter(source -> !source.isCited()).count(),
        all.size() - sentences.size(),
        new Turn.Usage(
            row.getInt("input_tokens"),
            row.getInt("output_tokens"),
            row.getLong("cost_micros"),
            row.getLong("millis")),
        row.getObject("asked_at", OffsetDateTime.class).toInstant());
  }

  private Answer answer(
      ResultSet row, Answer.Words words, List<TurnSource> sources, Map<DocumentId, Document> known)
      throws SQLException {
    var detail = text(row.getString("detail"));
    return switch (row.getString("outcome")) {
      case "answered" -> new Answer.Answered(words);
      case "partly-grounded" -> new Answer.PartlyGrounded(words);
      case "incomplete" -> new Answer.Incomplete(words);
      case "stopped" -> new Answer.Stopped(words);
      case "not-found" -> new Answer.NothingFound(nearest(sources, known));
      case "no-model" -> new Answer.NoModel();
      case "blocked" -> new Answer.Blocked(detail);
      case "over-budget" -> new Answer.OverBudget(detail);
      default -> new Answer.Failed(detail);
    };
  }

  private List<Hit> nearest(List<TurnSource> sources, Map<DocumentId, Document> known) {
    var read =
        sources.stream()
            .filter(source -> !source.isCited() && known.containsKey(source.document()))
            .toList();
    Map<PassageId, Passage> texts =
        read.isEmpty() ? Map.of() : passages.find(read.stream().map(TurnSource::passage).toList());
    var hits = new ArrayList<Hit>();
    for (var source : read) {
      var document = known.get(source.document());
      var text = texts.get(source.passage());
      if (document != null && text != null) {
        hits.add(source.hit(document, text));
      }
    }
    return hits;
  }

  private List<CheckedSentence> sentences(ResultSet row) throws SQLException {
    return json.readValue(row.getString("sentences"), SENTENCES);
  }

  /** What its citations do not support may rest on what is not to be seen. */
  private static List<CheckedSentence> shown(List<CheckedSentence> all, Set<Integer> visible) {
    return all.stream()
        .filter(CheckedSentence::isSupported)
        .filter(sentence ->
            !sentence.citations().isEmpty() && visible.containsAll(sentence.citations()))
        .toList();
  }

  private static Set<Integer> cited(
      List<TurnSource> sources, java.util.function.Predicate<TurnSource> may) {
    return sources.stream()
        .filter(source -> source.isCited())
        .filter(may)
        .map(TurnSource::n)
        .collect(Collectors.toSet());
  }

  private static @Nullable String detail(Answer answer) {
    return switch (answer) {
      case Answer.Worded _, Answer.NothingFound _, Answer.NoModel _ -> null;
      case Answer.Blocked(var rule) -> rule;
      case Answer.OverBudget(var budget) -> budget;
      case Answer.Failed(var reason) -> reason;
    };
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null ? null : Excerpt.of(text, 1000);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
