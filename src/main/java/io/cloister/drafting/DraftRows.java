package io.cloister.drafting;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.UserId;
import io.cloister.jobs.JobId;
import io.cloister.library.AccessScope;
import io.cloister.library.Page;
import io.cloister.library.text.Excerpt;
import io.cloister.models.ModelName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Drafts as rows. */
@Component
class DraftRows {

  private static final TypeReference<Map<String, String>> INPUTS = new TypeReference<>() {};
  private static final int LONGEST_DETAIL = 500;
  private static final String OWN = " where d.owner_id = :owner";
  private static final String OR_READABLE =
      """
       or not exists (
        select 1 from draft_source s where s.draft_id = d.id and not exists (
          select 1 from document x
          where x.id = s.document_id and x.collection_id = any (:scope) and x.binned_at is null))
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final PartRows parts;

  DraftRows(JdbcClient jdbc, JsonMapper json, PartRows parts) {
    this.jdbc = jdbc;
    this.json = json;
    this.parts = parts;
  }

  void insert(Draft draft) {
    jdbc.sql(
            """
            insert into draft (id, owner_id, actor, title, template, language, inputs, label, state,
              job_id, chosen_model, revision, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                draft.id().value(),
                draft.owner().user().value(),
                json.writeValueAsString(draft.owner()),
                draft.title(),
                draft.template(),
                draft.language(),
                json.writeValueAsString(draft.inputs()),
                draft.label().word(),
                draft.state().word(),
                draft.job().value(),
                draft.chosenModel() == null ? null : draft.chosenModel().toString(),
                draft.revision(),
                at(draft.createdAt()),
                at(draft.updatedAt())))
        .update();
    parts.insert(draft);
  }

  /**
   * Counts a change of the draft by nobody; what others made of it before is not taken any more.
   */
  void touch(DraftId id) {
    jdbc.sql("update draft set revision = revision + 1 where id = ?").param(id.value()).update();
  }

  /** Moves a draft on if it is still at {@code revision}. */
  boolean move(DraftId id, int revision, Draft.State state, Instant now) {
    return jdbc.sql(
                "update draft set state = ?, revision = revision + 1, updated_at = ?"
                    + " where id = ? and revision = ?")
            .params(state.word(), at(now), id.value(), revision)
            .update()
        == 1;
  }

  /** Ends the writing of a draft, unless it was ended already. */
  void settle(DraftId id, Draft.State state, Instant now) {
    jdbc.sql(
            "update draft set state = ?, revision = revision + 1, updated_at = ?"
                + " where id = ? and state = ?")
        .params(state.word(), at(now), id.value(), Draft.State.GENERATING.word())
        .update();
  }

  void review(DraftId id, Draft.Review review) {
    jdbc.sql("update draft set reviewed_by = ?, reviewed_at = ?, review_comment = ? where id = ?")
        .params(review.by(), at(review.at()), review.comment(), id.value())
        .update();
  }

  void say(DraftId id, Draft.Notice notice) {
    jdbc.sql("update draft set notice_code = ?, notice_detail = ? where id = ?")
        .params(notice.code(), cut(notice.detail()), id.value())
        .update();
  }

  void fail(DraftId id, Draft.@Nullable Failure failure) {
    jdbc.sql("update draft set failure_code = ?, failure_detail = ?, failure_hint = ? where id = ?")
        .params(
            Arrays.asList(
                failure == null ? null : failure.code(),
                failure == null ? null : cut(failure.detail()),
                failure == null ? null : cut(failure.hint()),
                id.value()))
        .update();
  }

  void job(DraftId id, JobId job, Actor actor) {
    jdbc.sql("update draft set job_id = ?, actor = ? where id = ?")
        .params(job.value(), json.writeValueAsString(actor), id.value())
        .update();
  }

  void delete(DraftId id) {
    jdbc.sql("delete from draft where id = ?").param(id.value()).update();
  }

  /**
   * The owner's drafts and, if {@code scope} is not null, those of others of which it covers all
   * sources; newest first.
   */
  Page<Draft> list(UserId owner, @Nullable AccessScope scope, int page, int size) {
    var visible = scope == null ? OWN : OWN + OR_READABLE;
    var parameters = new HashMap<String, Object>(Map.of("owner", owner.value()));
    if (scope != null) {
      parameters.put("scope", scope.ids());
    }
    long total =
        jdbc.sql("select count(*) from draft d" + visible)
            .params(parameters)
            .query(Long.class)
            .single();
    var items =
        jdbc.sql(
                "select d.* from draft d"
                    + visible
                    + " order by d.created_at desc, d.id limit :size offset :from")
            .params(parameters)
            .param("size", size)
            .param("from", (long) page * size)
            .query((row, _) -> draft(row))
            .list();
    return new Page<>(parts.complete(items), page, size, total);
  }

  Optional<Draft> find(DraftId id) {
    return parts
        .complete(
            jdbc.sql("select * from draft where id = ?")
                .param(id.value())
                .query((row, _) -> draft(row))
                .list())
        .stream()
        .findFirst();
  }

  /** Without its parts. */
  private Draft draft(ResultSet row) throws SQLException {
    return new Draft(
        new DraftId(row.getObject("id", UUID.class)),
        row.getString("title"),
        row.getString("template"),
        row.getString("language"),
        json.readValue(row.getString("inputs"), INPUTS),
        Label.of(row.getString("label")),
        Draft.State.of(row.getString("state")),
        List.of(),
        List.of(),
        List.of(),
        json.readValue(row.getString("actor"), Actor.class),
        new JobId(row.getObject("job_id", UUID.class)),
        chosen(row),
        notice(row),
        failure(row),
        review(row),
        row.getInt("revision"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable ModelName chosen(ResultSet row) throws SQLException {
    var name = row.getString("chosen_model");
    return name == null ? null : ModelName.of(name);
  }

  private static Draft.@Nullable Notice notice(ResultSet row) throws SQLException {
    var code = row.getString("notice_code");
    return code == null ? null : new Draft.Notice(code, row.getString("notice_detail"));
  }

  private static Draft.@Nullable Failure failure(ResultSet row) throws SQLException {
    var code = row.getString("failure_code");
    return code == null
        ? null
        : new Draft.Failure(code, row.getString("failure_detail"), row.getString("failure_hint"));
  }

  private static Draft.@Nullable Review review(ResultSet row) throws SQLException {
    var by = row.getString("reviewed_by");
    return by == null
        ? null
        : new Draft.Review(
            by,
            row.getObject("reviewed_at", OffsetDateTime.class).toInstant(),
            row.getString("review_comment"));
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String cut(String text) {
    return Excerpt.of(text, LONGEST_DETAIL);
  }
}
