package io.cloister.answering;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Documents;
import io.cloister.library.Passage;
import io.cloister.library.PassageId;
import io.cloister.library.Passages;
import io.cloister.library.VersionId;
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
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns as rows, and rows as the turns that somebody may read now. */
@Component
class TurnRows {

  private static final TypeReference<List<CheckedSentence>> SENTENCES = new TypeReference<>() {};
  private static final String CITED = "cited";
  private static final String READ = "read";

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;
  private final JsonMapper json;
  private final Documents documents;
  private final Passages passages;

  TurnRows(
      JdbcClient jdbc,
      NamedParameterJdbcOperations batches,
      JsonMapper json,
      Documents documents,
      Passages passages) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
    this.documents = documents;
    this.passages = passages;
  }

  void insert(Turn turn, List<Hit> read) {
    var id = UUID.randomUUID();
    var instead = turn.instead();
    jdbc.sql(
            """
            insert into answering_turn (id, thread_id, ordinal, question, outcome, detail, sentences,
              model, extractive, instead_of, instead_detail, input_tokens, output_tokens,
              cost_micros, millis, asked_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
                turn.usage().inputTokens(),
                turn.usage().outputTokens(),
                turn.usage().costMicros(),
                turn.usage().millis(),
                OffsetDateTime.ofInstant(turn.askedAt(), ZoneOffset.UTC)))
        .update();
    var rows = new ArrayList<SqlParameterSource>();
    turn.words().citations().forEach(c -> rows.add(row(id, CITED, c, 0)));
    for (int n = 1; n <= read.size(); n++) {
      var hit = read.get(n - 1);
      var whole = new Quote(hit, hit.passage().start(), hit.passage().text(), hit.score());
      rows.add(row(id, READ, whole.cited(n), hit.score()));
    }
    if (!rows.isEmpty()) {
      batches.batchUpdate(
          """
          insert into answering_source (turn_id, kind, n, document_id, version_id, version, passage,
            page, start_offset, end_offset, quote, score)
          values (:turn, :kind, :n, :document, :versionId, :version, :passage, :page, :start, :end,
            :quote, :score)
          """,
          rows.toArray(SqlParameterSource[]::new));
    }
  }

  /** The turns of a conversation in order, without what {@code scope} does not cover any more. */
  List<Turn> of(ThreadId thread, AccessScope scope) {
    var sources =
        jdbc
            .sql(
                "select s.* from answering_source s join answering_turn t on t.id = s.turn_id"
                    + " where t.thread_id = ? order by s.n")
            .param(thread.value())
            .query((row, _) -> source(row))
            .list()
            .stream()
            .collect(Collectors.groupingBy(Source::turn));
    var all = sources.values().stream().flatMap(List::stream).toList();
    var known =
        documents.find(all.stream().map(Source::document).distinct().toList(), scope).stream()
            .collect(Collectors.toMap(Document::id, Function.identity()));
    return jdbc.sql("select * from answering_turn where thread_id = ? order by ordinal")
        .param(thread.value())
        .query((row, _) ->
            turn(row, sources.getOrDefault(row.getObject("id", UUID.class), List.of()), known))
        .list();
  }

  /** Takes out the document and all words that cite it, or were written after reading it. */
  void forget(DocumentId document) {
    var turns =
        jdbc.sql("select distinct turn_id from answering_source where document_id = ?")
            .param(document.value())
            .query(UUID.class)
            .list();
    for (var turn : turns) {
      var sources =
          jdbc.sql("select * from answering_source where turn_id = ?")
              .param(turn)
              .query((row, _) -> source(row))
              .list();
      var kept =
          jdbc.sql("select sentences from answering_turn where id = ?")
              .param(turn)
              .query((row, _) -> sentences(row))
              .single();
      var left = shown(kept, cited(sources, source -> !source.document().equals(document)));
      jdbc.sql("update answering_turn set sentences = ? where id = ?")
          .params(json.writeValueAsString(left), turn)
          .update();
    }
    jdbc.sql("delete from answering_source where document_id = ?").param(document.value()).update();
  }

  private Turn turn(ResultSet row, List<Source> sources, Map<DocumentId, Document> known)
      throws SQLException {
    var all = sentences(row);
    boolean whole = sources.stream().allMatch(source -> known.containsKey(source.document()));
    var visible = cited(sources, source -> known.containsKey(source.document()));
    var sentences = whole ? all : shown(all, visible);
    var citations = new ArrayList<Citation>();
    for (var source : sources) {
      var document = known.get(source.document());
      if (source.kind().equals(CITED) && document != null) {
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
        (int) sources.stream().filter(source -> source.kind().equals(READ)).count(),
        all.size() - sentences.size(),
        new Turn.Usage(
            row.getInt("input_tokens"),
            row.getInt("output_tokens"),
            row.getLong("cost_micros"),
            row.getLong("millis")),
        row.getObject("asked_at", OffsetDateTime.class).toInstant());
  }

  private Answer answer(
      ResultSet row, Answer.Words words, List<Source> sources, Map<DocumentId, Document> known)
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

  private List<Hit> nearest(List<Source> sources, Map<DocumentId, Document> known) {
    var read =
        sources.stream()
            .filter(source -> source.kind().equals(READ) && known.containsKey(source.document()))
            .toList();
    Map<PassageId, Passage> texts =
        read.isEmpty() ? Map.of() : passages.find(read.stream().map(Source::passage).toList());
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

  private static List<CheckedSentence> shown(List<CheckedSentence> all, Set<Integer> visible) {
    return all.stream()
        .filter(sentence ->
            !sentence.citations().isEmpty() && visible.containsAll(sentence.citations()))
        .toList();
  }

  private static Set<Integer> cited(
      List<Source> sources, java.util.function.Predicate<Source> may) {
    return sources.stream()
        .filter(source -> source.kind().equals(CITED))
        .filter(may)
        .map(Source::n)
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
    return text == null ? null : text.substring(0, Math.min(text.length(), 1000));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static SqlParameterSource row(UUID turn, String kind, Citation citation, double score) {
    return new MapSqlParameterSource("turn", turn)
        .addValue("kind", kind)
        .addValue("n", citation.n())
        .addValue("document", citation.document().id().value())
        .addValue("versionId", citation.passage().version().value())
        .addValue("version", citation.version())
        .addValue("passage", citation.passage().ordinal())
        .addValue("page", citation.page())
        .addValue("start", citation.start())
        .addValue("end", citation.end())
        .addValue("quote", kind.equals(CITED) ? citation.quote() : "")
        .addValue("score", score);
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        row.getObject("turn_id", UUID.class),
        row.getString("kind"),
        row.getInt("n"),
        new DocumentId(row.getObject("document_id", UUID.class)),
        new PassageId(
            new VersionId(row.getObject("version_id", UUID.class)), row.getInt("passage")),
        row.getInt("version"),
        row.getObject("page", Integer.class),
        row.getInt("start_offset"),
        row.getInt("end_offset"),
        row.getString("quote"),
        row.getDouble("score"));
  }

  private record Source(
      UUID turn,
      String kind,
      int n,
      DocumentId document,
      PassageId passage,
      int version,
      @Nullable Integer page,
      int start,
      int end,
      String quote,
      double score) {

    Citation citation(Document known) {
      return new Citation(n, known, version, passage, page, start, end, quote);
    }

    Hit hit(Document known, Passage text) {
      return new Hit(score, known, List.of(), text, List.of(), false, false);
    }
  }
}
