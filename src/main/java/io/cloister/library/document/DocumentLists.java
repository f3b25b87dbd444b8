package io.cloister.library.document;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Page;
import io.cloister.library.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts and pages documents. Whoever watches an import asks for one state after the other every
 * second, so that a state few documents are in is looked up by it, and only the documents of the
 * page are read whole.
 */
@Component
class DocumentLists {

  private static final String ALL = "from document d ";
  private static final String WITH_VERSIONS =
      "from document d join document_version v on v.id = d.current_version ";

  // H2 would go through all documents of the scope, whatever the state: it keeps an outer join's
  // order
  private static final String BY_STATUS =
      "from document_version v use index (document_version_in)"
          + " left join document d on d.current_version = v.id ";

  private final JdbcClient jdbc;
  private final DocumentRows rows;

  DocumentLists(JdbcClient jdbc, DocumentRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  Page<Document> list(
      DocumentFilter filter, DocumentOrder order, AccessScope scope, int page, int size) {
    var params = new HashMap<String, Object>(Map.of("scope", scope.ids()));
    var where = where(filter, params);
    long total =
        jdbc.sql("select count(*) " + from(filter, filter.title() != null) + where)
            .params(params)
            .query(Long.class)
            .single();
    long offset = (long) page * size;
    if (offset >= total) {
      return new Page<>(List.of(), page, size, total);
    }
    var ids =
        jdbc.sql(
                "select d.id "
                    + from(filter, filter.title() != null || order == DocumentOrder.LARGEST)
                    + where
                    + " order by "
                    + order.columns()
                    + ", d.id limit :limit offset :offset")
            .params(params)
            .param("limit", size)
            .param("offset", offset)
            .query((row, _) -> row.getObject(1, UUID.class))
            .list();
    return new Page<>(whole(ids, scope), page, size, total);
  }

  long coming(AccessScope scope) {
    return jdbc.sql(
            "select count(*) "
                + BY_STATUS
                + "where v.status = any (:coming)"
                + " and d.collection_id = any (:scope) and d.binned_at is null")
        .param(
            "coming",
            Arrays.stream(Status.values())
                .filter(status -> !status.isSettled())
                .map(Status::word)
                .toArray(String[]::new))
        .param("scope", scope.ids())
        .query(Long.class)
        .single();
  }

  private static String from(DocumentFilter filter, boolean withVersions) {
    if (filter.status() != null) {
      return BY_STATUS;
    }
    return withVersions ? WITH_VERSIONS : ALL;
  }

  private static String where(DocumentFilter filter, Map<String, Object> params) {
    var where = new StringBuilder("where d.collection_id = any (:scope)");
    where.append(filter.binned() ? " and d.binned_at is not null" : " and d.binned_at is null");
    if (filter.status() != null) {
      where.append(" and v.status = :status");
      params.put("status", filter.status().word());
    }
    if (filter.tag() != null) {
      where.append(
          " and exists (select 1 from document_tag t where t.document_id = d.id and t.name = :tag)");
      params.put("tag", filter.tag());
    }
    if (filter.title() != null) {
      where.append(" and (lower(d.title) like :title or lower(v.file_name) like :title)");
      params.put("title", "%" + escaped(filter.title().toLowerCase(Locale.ROOT)) + "%");
    }
    return where.toString();
  }

  private static String escaped(String like) {
    return like.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** In the order of {@code ids}, without those that were purged or moved away meanwhile. */
  private List<Document> whole(List<UUID> ids, AccessScope scope) {
    var found =
        jdbc
            .sql(
                DocumentRows.DOCUMENTS
                    + "where d.id = any (:ids) and d.collection_id = any (:scope)")
            .param("ids", ids.toArray(UUID[]::new))
            .param("scope", scope.ids())
            .query((row, _) -> rows.document(row))
            .list()
            .stream()
            .collect(Collectors.toMap(Document::id, Function.identity()));
    return ids.stream().map(DocumentId::new).map(found::get).filter(Objects::nonNull).toList();
  }
}
