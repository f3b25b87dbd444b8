package io.cloister.drafting;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import io.cloister.library.text.PassageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What drafts are made of, as rows: sources, sections and citations. */
@Component
class PartRows {

  private static final TypeReference<List<Sentence>> SENTENCES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  PartRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void insert(Draft draft) {
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

  List<DraftId> citing(DocumentId document) {
    return jdbc.sql("select distinct draft_id from draft_citation where document_id = ?")
        .param(document.value())
        .query((row, _) -> new DraftId(row.getObject(1, UUID.class)))
        .list();
  }

  /** Each of the drafts with all its parts, in the same order. */
  List<Draft> complete(List<Draft> drafts) {
    var ids = drafts.stream().map(draft -> draft.id().value()).toArray(UUID[]::new);
    var sources = all("select * from draft_source", "ordinal", ids, PartRows::source);
    var sections = all("select * from draft_section", "ordinal", ids, this::section);
    var citations =
        all(
            "select * from draft_citation",
            "n",
            ids,
            row -> citation(row, sources.getOrDefault(draft(row), List.of())));
    return drafts.stream()
        .map(draft ->
            draft.with(
                sections.getOrDefault(draft.id(), List.of()),
                citations.getOrDefault(draft.id(), List.of()),
                sources.getOrDefault(draft.id(), List.of())))
        .toList();
  }

  private interface Mapping<T> {

    T of(ResultSet row) throws SQLException;
  }

  private <T> Map<DraftId, List<T>> all(
      String select, String order, UUID[] drafts, Mapping<T> mapping) {
    var all = new HashMap<DraftId, List<T>>();
    RowCallbackHandler each =
        row -> all.computeIfAbsent(draft(row), _ -> new ArrayList<>()).add(mapping.of(row));
    jdbc.sql(select + " where draft_id = any (?) order by " + order).param(drafts).query(each);
    return all;
  }

  private static DraftId draft(ResultSet row) throws SQLException {
    return new DraftId(row.getObject("draft_id", UUID.class));
  }

  private static Draft.SourceVersion source(ResultSet row) throws SQLException {
    return new Draft.SourceVersion(
        new DocumentId(row.getObject("document_id", UUID.class)),
        new VersionId(row.getObject("version_id", UUID.class)),
        row.getInt("version"),
        row.getString("title"),
        row.getString("file_name"),
        row.getString("external_id"),
        row.getString("sha256"),
        true);
  }

  private Section section(ResultSet row) throws SQLException {
    return new Section(
        row.getString("id"),
        row.getString("heading"),
        row.getString("markdown"),
        json.readValue(row.getString("sentences"), SENTENCES),
        row.getBoolean("written"),
        row.getString("model"));
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
}
