package io.cloister.library.tag;

import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The tags that documents have. The caller has checked the right to read or write the document. */
@Repository
public class Tags {

  private final JdbcClient jdbc;
  private final Clock clock;

  Tags(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public List<Tag> of(DocumentId document) {
    return of(List.of(document)).getOrDefault(document, List.of());
  }

  /** The tags of each document that has any, by name. */
  public Map<DocumentId, List<Tag>> of(List<DocumentId> documents) {
    return assigned(documents).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, its -> its.getValue().stream().map(Assigned::tag).toList()));
  }

  /** Gives the document a tag; a tag that a person set stays as it is. */
  @Transactional
  public void assign(DocumentId document, Tag tag, String assignedBy) {
    boolean setByPerson =
        of(document).stream()
            .anyMatch(t -> t.term().equals(tag.term()) && t.source() == Tag.Source.PERSON);
    if (setByPerson) {
      return;
    }
    remove(document, tag.term());
    insert(document, new Assigned(tag, clock.instant(), assignedBy));
  }

  /** A tag of a document, with when it was given and by whom. */
  public record Assigned(Tag tag, Instant at, String by) {}

  /** The tags of each document that has any, with how they came to be. */
  public Map<DocumentId, List<Assigned>> assigned(List<DocumentId> documents) {
    record Row(DocumentId document, Assigned assigned) {}
    return jdbc
        .sql(
            """
            select document_id, term_id, name, vocabulary, source, confidence, assigned_at,
              assigned_by
            from document_tag where document_id = any (?) order by name
            """)
        .param(documents.stream().map(DocumentId::value).toArray(UUID[]::new))
        .query((row, _) ->
            new Row(
                new DocumentId(row.getObject(1, UUID.class)),
                new Assigned(
                    new Tag(
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        Tag.Source.of(row.getString(5)),
                        row.getDouble(6)),
                    row.getObject(7, OffsetDateTime.class).toInstant(),
                    row.getString(8))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::document, Collectors.mapping(Row::assigned, Collectors.toList())));
  }

  /** Gives a document that has no tags these ones, as they came to be. */
  @Transactional
  public void put(DocumentId document, List<Assigned> all) {
    all.forEach(one -> insert(document, one));
  }

  private void insert(DocumentId document, Assigned assigned) {
    var tag = assigned.tag();
    jdbc.sql(
            """
            insert into document_tag (document_id, term_id, name, vocabulary, source, confidence,
              assigned_at, assigned_by)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            document.value(),
            tag.term(),
            tag.name(),
            tag.vocabulary(),
            tag.source().word(),
            tag.confidence(),
            assigned.at().atOffset(ZoneOffset.UTC),
            assigned.by())
        .update();
  }

  /** Takes the tag from the document, if it has it. */
  @Transactional
  public void remove(DocumentId document, UUID term) {
    jdbc.sql("delete from document_tag where document_id = ? and term_id = ?")
        .params(document.value(), term)
        .update();
  }

  /** Takes the tags from all documents; these had one. */
  @Transactional
  public Set<DocumentId> removeAll(List<UUID> terms) {
    var documents = documentsWith(terms);
    jdbc.sql("delete from document_tag where term_id = any (?)")
        .param(terms.toArray(UUID[]::new))
        .update();
    return documents;
  }

  /** The documents that have one of the terms. */
  public Set<DocumentId> documentsWith(List<UUID> terms) {
    return jdbc.sql("select distinct document_id from document_tag where term_id = any (?)")
        .param(terms.toArray(UUID[]::new))
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .set();
  }

  /** How many documents that {@code scope} covers, outside the bin, have each term. */
  public Map<UUID, Long> counts(AccessScope scope) {
    record Row(UUID term, long documents) {}
    return jdbc
        .sql(
            """
            select t.term_id, count(*) from document_tag t join document d on d.id = t.document_id
            where d.collection_id = any (?) and d.binned_at is null group by t.term_id
            """)
        .param(scope.ids())
        .query((row, _) -> new Row(row.getObject(1, UUID.class), row.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Row::term, Row::documents));
  }

  /** Renames the term wherever it is assigned. */
  @Transactional
  public void rename(UUID term, String name) {
    jdbc.sql("update document_tag set name = ? where term_id = ?").params(name, term).update();
  }
}
