package io.cloister.answering;

import io.cloister.identity.Actor;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentPurged;
import io.cloister.library.NotFound;
import io.cloister.library.Page;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Versions;
import io.cloister.search.Hit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The conversations of each person, for nobody else to read. What is shown of an answer is looked
 * at again each time: words that rest on a document which its asker may not read any more are
 * withheld, and words of a purged document are removed.
 */
@Repository
public class Threads {

  private static final int TITLE = 200;

  private final JdbcClient jdbc;
  private final TurnRows turns;
  private final Versions versions;
  private final Collections collections;
  private final Clock clock;

  Threads(
      JdbcClient jdbc, TurnRows turns, Versions versions, Collections collections, Clock clock) {
    this.jdbc = jdbc;
    this.turns = turns;
    this.versions = versions;
    this.collections = collections;
    this.clock = clock;
  }

  /** The actor's own conversations without their turns, the last used first. */
  public Page<Conversation> list(Actor actor, int page, int size) {
    long total =
        jdbc.sql("select count(*) from answering_thread where user_id = ?")
            .param(actor.user().value())
            .query(Long.class)
            .single();
    var items =
        jdbc.sql(
                "select id, title, created_at, updated_at from answering_thread where user_id = ?"
                    + " order by updated_at desc, id limit ? offset ?")
            .params(actor.user().value(), size, (long) page * size)
            .query((row, _) -> conversation(row, List.of()))
            .list();
    return new Page<>(items, page, size, total);
  }

  /**
   * The whole conversation, as far as the actor may read its sources now.
   *
   * @throws NotFound if there is none such of this actor
   */
  public Conversation read(ThreadId id, Actor actor) {
    var scope = collections.scopeOf(actor);
    return jdbc.sql(
            "select id, title, created_at, updated_at from answering_thread"
                + " where id = ? and user_id = ?")
        .params(id.value(), actor.user().value())
        .query((row, _) -> conversation(row, turns.of(id, scope)))
        .optional()
        .orElseThrow(() -> new NotFound("Thread", id));
  }

  /** A turn that was kept, without what {@code scope} does not cover any more. */
  Turn read(Turn kept, AccessScope scope) {
    return turns.of(kept.thread(), scope).stream()
        .filter(turn -> turn.ordinal() == kept.ordinal())
        .findFirst()
        .orElseThrow(() -> new NotFound("Thread", kept.thread()));
  }

  /**
   * Removes the conversation for good.
   *
   * @throws NotFound if there is none such of this actor
   */
  @Transactional
  public void delete(ThreadId id, Actor actor) {
    require(id, actor);
    jdbc.sql("delete from answering_thread where id = ?").param(id.value()).update();
  }

  /** The questions of a conversation in order. */
  List<String> questions(ThreadId id, Actor actor) {
    require(id, actor);
    return jdbc.sql("select question from answering_turn where thread_id = ? order by ordinal")
        .param(id.value())
        .query(String.class)
        .list();
  }

  /**
   * Keeps a question and its answer, in a new conversation if it does not go on with one.
   *
   * @throws NotFound if the conversation was deleted meanwhile
   */
  @Transactional
  Turn keep(
      ThreadId id,
      Question question,
      Answering.Draft draft,
      List<Hit> read,
      long millis,
      Actor actor) {
    var now = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    if (question.thread() == null) {
      begin(id, question, actor, now);
    } else {
      int there =
          jdbc.sql("update answering_thread set updated_at = ? where id = ? and user_id = ?")
              .params(now, id.value(), actor.user().value())
              .update();
      if (there == 0) {
        throw new NotFound("Thread", id);
      }
    }
    int ordinal =
        jdbc.sql("select coalesce(max(ordinal) + 1, 0) from answering_turn where thread_id = ?")
            .param(id.value())
            .query(Integer.class)
            .single();
    var usage =
        draft.usage() == null
            ? new Turn.Usage(0, 0, 0, millis)
            : new Turn.Usage(
                draft.usage().inputTokens(),
                draft.usage().outputTokens(),
                draft.usage().costMicros(),
                millis);
    var turn =
        new Turn(
            id,
            ordinal,
            question.text(),
            draft.answer(),
            draft.model(),
            draft.extractive(),
            draft.instead(),
            draft.counted(),
            read.size(),
            0,
            usage,
            now.toInstant());
    turns.insert(turn, question.collections(), read);
    forgetWhatIsGone(read);
    return turn;
  }

  // purged while it was being answered from
  private void forgetWhatIsGone(List<Hit> read) {
    var documents = read.stream().map(hit -> hit.document().id()).distinct().toList();
    var there = versions.held(documents);
    documents.stream().filter(id -> !there.contains(id)).forEach(turns::forget);
  }

  /** Removes what was quoted from a document, and what a model wrote with it before its eyes. */
  @EventListener
  @Transactional
  void forget(DocumentPurged purged) {
    turns.forget(purged.document());
  }

  private void begin(ThreadId id, Question question, Actor actor, OffsetDateTime now) {
    jdbc.sql(
            "insert into answering_thread (id, user_id, title, created_at, updated_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(id.value(), actor.user().value(), title(question.text()), now, now)
        .update();
  }

  private void require(ThreadId id, Actor actor) {
    var own =
        jdbc.sql("select 1 from answering_thread where id = ? and user_id = ?")
            .params(id.value(), actor.user().value())
            .query(Integer.class)
            .optional();
    if (own.isEmpty()) {
      throw new NotFound("Thread", id);
    }
  }

  private static String title(String question) {
    var line = question.replaceAll("\\s+", " ").strip();
    if (line.length() <= TITLE) {
      return line;
    }
    int blank = line.lastIndexOf(' ', TITLE - 1);
    return line.substring(0, blank > TITLE / 2 ? blank : TITLE - 2) + "…";
  }

  private static Conversation conversation(ResultSet row, List<Turn> turns) throws SQLException {
    return new Conversation(
        new ThreadId(row.getObject(1, UUID.class)),
        row.getString(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        turns);
  }
}
