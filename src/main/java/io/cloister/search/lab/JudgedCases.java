package io.cloister.search.lab;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.Conflict;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.search.lab.JudgedCase.Judgement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/**
 * The queries of the deployment whose right answers are known: one set, by which settings and
 * generations of the index are measured. For administrators, each of whom meets in it only the
 * documents that they may read.
 */
@Component
public class JudgedCases {

  public static final int LONGEST_QUERY = 2_000;

  /** Each is asked twice whenever they are run. */
  static final int MOST = 1_000;

  private final JudgementRows rows;
  private final Documents documents;
  private final Collections collections;
  private final AuditTrail audit;
  private final Clock clock;

  JudgedCases(
      JudgementRows rows,
      Documents documents,
      Collections collections,
      AuditTrail audit,
      Clock clock) {
    this.rows = rows;
    this.documents = documents;
    this.collections = collections;
    this.audit = audit;
    this.clock = clock;
  }

  /** By number; those of which the actor may read no document are left out. */
  public List<JudgedCase> all(Actor actor) {
    actor.require(Role.ADMIN, "see judged cases");
    return visible(rows.all(), collections.scopeOf(actor));
  }

  /** What is judged of this query, as far as the actor may read it. */
  public Optional<JudgedCase> of(String query, Actor actor) {
    actor.require(Role.ADMIN, "see judged cases");
    return visible(rows.of(JudgementRows.fold(query)), collections.scopeOf(actor)).stream()
        .findFirst();
  }

  private List<JudgedCase> visible(List<JudgementRows.Row> judged, AccessScope scope) {
    var shown =
        documents
            .find(judged.stream().map(JudgementRows.Row::document).distinct().toList(), scope)
            .stream()
            .collect(Collectors.toMap(Document::id, document -> document));
    var queries = new LinkedHashMap<Integer, String>();
    var judgements = new LinkedHashMap<Integer, List<Judgement>>();
    for (var row : judged) {
      var document = shown.get(row.document());
      if (document != null) {
        queries.put(row.number(), row.query());
        judgements
            .computeIfAbsent(row.number(), _ -> new ArrayList<>())
            .add(new Judgement(document, row.relevant(), row.by(), row.at()));
      }
    }
    return queries.entrySet().stream()
        .map(each ->
            new JudgedCase(
                each.getKey(), each.getValue(), judgements.getOrDefault(each.getKey(), List.of())))
        .toList();
  }

  /**
   * Says whether the document answers the query; what was said of the two before is replaced.
   *
   * @throws NotFound if the actor may not read the document
   * @throws Conflict if too many queries are judged
   */
  @Transactional
  public void judge(String query, DocumentId id, boolean relevant, Actor actor) {
    actor.require(Role.ADMIN, "judge what is found");
    documents.require(id, collections.scopeOf(actor));
    var said = query.strip();
    Assert.isTrue(!said.isEmpty() && said.length() <= LONGEST_QUERY, "a query has words");
    int number = rows.numberOf(said).orElseGet(() -> added(said));
    rows.judge(number, id, relevant, actor.name(), clock.instant());
    audit.record(actor, AuditEvent.of("search.judged", "document", id).with("relevant", relevant));
  }

  private int added(String query) {
    if (rows.count() >= MOST) {
      throw new Conflict(
          "too-many", "There are %d judged queries.".formatted(MOST), "Remove some of them first.");
    }
    return rows.add(query);
  }

  /**
   * @throws NotFound if there is none, or the actor may not read the document
   */
  @Transactional
  public void remove(int number, DocumentId id, Actor actor) {
    actor.require(Role.ADMIN, "remove a judgement");
    documents.require(id, collections.scopeOf(actor));
    if (!rows.remove(number, id)) {
      throw new NotFound("Judgement", number + "/" + id);
    }
    audit.record(actor, AuditEvent.of("search.judgement-removed", "document", id));
  }

  /**
   * What came of taking over judgements.
   *
   * @param unknown how many lines name a query or a document that is not there for the actor, or
   *     are no judgement
   */
  public record Taken(int judged, int unknown) {}

  /**
   * Takes over judgements in the form of TREC.
   *
   * @param topics the queries by the numbers of {@code qrels}; a number that is not among them is
   *     one of the queries that the actor sees
   */
  @Transactional
  public Taken take(String topics, String qrels, Actor actor) {
    actor.require(Role.ADMIN, "take over judgements");
    var scope = collections.scopeOf(actor);
    var queries = new HashMap<String, String>();
    all(actor).forEach(one -> queries.put(String.valueOf(one.number()), one.query()));
    queries.putAll(Trec.topics(topics));
    var read = Trec.qrels(qrels);
    var there =
        documents
            .find(read.lines().stream().map(Trec.Line::document).distinct().toList(), scope)
            .stream()
            .map(Document::id)
            .collect(Collectors.toSet());
    int judged = 0;
    for (var line : read.lines()) {
      var query = queries.get(line.topic());
      if (query != null && query.length() <= LONGEST_QUERY && there.contains(line.document())) {
        int number = rows.numberOf(query).orElseGet(() -> added(query));
        rows.judge(number, line.document(), line.relevant(), actor.name(), clock.instant());
        judged++;
      }
    }
    audit.record(actor, AuditEvent.of("search.judgements-taken", "judgements", judged));
    return new Taken(judged, read.lines().size() - judged + read.unread());
  }
}
