package io.cloister.drafting;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.jobs.JobId;
import io.cloister.library.DocumentId;
import io.cloister.library.PassageId;
import io.cloister.library.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Drafts as rows. Knows nothing of who may see them. */
@Component
class DraftRows {

  private static final TypeReference<Map<String, String>> INPUTS = new TypeReference<>() {};
  private static final TypeReference<List<Sentence>> SENTENCES = new TypeReference<>() {};
  private static final int LONGEST_DETAIL = 500;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  DraftRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void insert(Draft draft) {
    jdbc.sql(
            """
            insert into draft (id, owner_id, actor, title, template, language, inputs, label, state,
              job_id, revision, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
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
            draft.revision(),
            at(draft.createdAt()),
            at(draft.updatedAt()))
        .update();
    for (int i = 0; i < draft.sources().size(); i++) {
      insert(draft.id(), i, draft.sources().get(i));
    }
    for (int i = 0; i < draft.sections().size(); i++) {
      insert(draft.id(), i, draft.sections().get(i));
    }
  }

  private void insert(DraftId draft, int ordinal, Draft.SourceVersion source) {
    jdbc.sql(
            """
            insert into draft_source (draft_id, ordinal, document_id, version_id, version, title,
              file_name, external_id, sha256)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                draft.value(),
                ordinal,
                source.document().value(),
                source.id().value(),
                source.version(),
                source.title(),
                source.fileName(),
                source.externalId(),
                source.sha256()))
        .update();
  }

  private void insert(DraftId draft, int ordinal, Section section) {
    jdbc.sql(
            """
            insert into draft_section (draft_id, ordinal, id, heading, written, markdown, sentences)
            values (?, ?, ?, ?, false, '', '[]')
            """)
        .params(draft.value(), ordinal, section.id(), section.heading())
        .update();
  }

  void save(DraftId draft, Section section) {
    jdbc.sql(
            """
            update draft_section set written = ?, markdown = ?, sentences = ?, model = ?
            where draft_id = ? and id = ?
            """)
        .params(
            Arrays.asList(
                section.isWritten(),
                section.markdown(),
                json.writeValueAsString(section.sentences()),
                section.model(),
                draft.value(),
                section.id()))
        .update();
  }

  void add(DraftId draft, Citation citation) {
    jdbc.sql(
            """
            insert into draft_citation (draft_id, n, document_id, version_id, version, passage, page,
              start_offset, end_offset, quote)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                draft.value(),
                citation.n(),
                citation.document().id().value(),
                citation.passage().version().value(),
                citation.version(),
                citation.passage().ordinal(),
                citation.page(),
                citation.start(),
                citation.end(),
                citation.quote()))
        .update();
  }

  void removeCitations(DraftId draft, DocumentId document) {
    jdbc.sql("delete from draft_citation where draft_id = ? and document_id = ?")
        .params(draft.value(), document.value())
        .update();
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

  /** Newest first, each with its sources and sections but without citations. */
  List<Draft> all() {
    return jdbc.sql("select * from draft order by created_at desc, id")
        .query((row, _) -> draft(row))
        .list();
  }

  java.util.Optional<Draft> find(DraftId id) {
    return jdbc.sql("select * from draft where id = ?")
        .param(id.value())
        .query((row, _) -> draft(row))
        .optional();
  }

  List<DraftId> citing(DocumentId document) {
    return jdbc.sql("select distinct draft_id from draft_citation where document_id = ?")
        .param(document.value())
        .query((row, _) -> new DraftId(row.getObject(1, UUID.class)))
        .list();
  }

  private Draft draft(ResultSet row) throws SQLException {
    var id = new DraftId(row.getObject("id", UUID.class));
    var sources = sources(id);
    return new Draft(
        id,
        row.getString("title"),
        row.getString("template"),
        row.getString("language"),
        json.readValue(row.getString("inputs"), INPUTS),
        Label.of(row.getString("label")),
        Draft.State.of(row.getString("state")),
        sections(id),
        citations(id, sources),
        sources,
        json.readValue(row.getString("actor"), Actor.class),
        new JobId(row.getObject("job_id", UUID.class)),
        notice(row),
        failure(row),
        review(row),
        row.getInt("revision"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private List<Draft.SourceVersion> sources(DraftId id) {
    return jdbc.sql("select * from draft_source where draft_id = ? order by ordinal")
        .param(id.value())
        .query((row, _) ->
            new Draft.SourceVersion(
                new DocumentId(row.getObject("document_id", UUID.class)),
                new VersionId(row.getObject("version_id", UUID.class)),
                row.getInt("version"),
                row.getString("title"),
                row.getString("file_name"),
                row.getString("external_id"),
                row.getString("sha256"),
                true))
        .list();
  }

  private List<Section> sections(DraftId id) {
    return jdbc.sql("select * from draft_section where draft_id = ? order by ordinal")
        .param(id.value())
        .query((row, _) ->
            new Section(
                row.getString("id"),
                row.getString("heading"),
                row.getString("markdown"),
                json.readValue(row.getString("sentences"), SENTENCES),
                row.getBoolean("written"),
                row.getString("model")))
        .list();
  }

  private List<Citation> citations(DraftId id, List<Draft.SourceVersion> sources) {
    return jdbc.sql("select * from draft_citation where draft_id = ? order by n")
        .param(id.value())
        .query((row, _) -> citation(row, sources))
        .list();
  }

  private static Citation citation(ResultSet row, List<Draft.SourceVersion> sources)
      throws SQLException {
    var version = new VersionId(row.getObject("version_id", UUID.class));
    var cited =
        sources.stream()
            .filter(source -> source.id().equals(version))
            .findFirst()
            .map(s -> new Citation.Cited(s.document(), s.externalId(), s.title(), s.fileName()))
            .orElseThrow(
                () -> new IllegalStateException("version %s is no source".formatted(version)));
    return new Citation(
        row.getInt("n"),
        cited,
        row.getInt("version"),
        new PassageId(version, row.getInt("passage")),
        row.getObject("page", Integer.class),
        row.getInt("start_offset"),
        row.getInt("end_offset"),
        row.getString("quote"));
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
    return text.substring(0, Math.min(text.length(), LONGEST_DETAIL));
  }
}
