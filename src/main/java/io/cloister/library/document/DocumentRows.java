package io.cloister.library.document;

import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads documents and versions from the rows of {@link #DOCUMENTS} and {@link #VERSIONS}. */
@Component
class DocumentRows {

  private static final String VERSION_COLUMNS =
      """
      v.id v_id, v.document_id v_document, v.number v_number, v.sha256, v.bytes, v.file_name,
      v.media_type, v.status, v.failure_code, v.failure_detail, v.pages, v.language, v.passages,
      v.created_at v_created_at, v.created_by v_created_by
      """;

  static final String VERSIONS = "select " + VERSION_COLUMNS + " from document_version v ";

  static final String DOCUMENTS =
      "select d.id, d.collection_id, c.name collection_name, d.external_id, d.title, d.label,"
          + " d.metadata, d.created_at, d.updated_at, "
          + VERSION_COLUMNS
          + """
           from document d
          join collection c on c.id = d.collection_id
          join document_version v on v.id = d.current_version
          """;

  private static final TypeReference<Map<String, @Nullable String>> METADATA =
      new TypeReference<>() {};

  private final JsonMapper json;

  DocumentRows(JsonMapper json) {
    this.json = json;
  }

  Document document(ResultSet row) throws SQLException {
    return new Document(
        new DocumentId(row.getObject("id", UUID.class)),
        new CollectionId(row.getObject("collection_id", UUID.class)),
        row.getString("collection_name"),
        row.getString("external_id"),
        row.getString("title"),
        Label.of(row.getString("label")),
        metadata(row),
        version(row),
        instant(row, "created_at"),
        instant(row, "updated_at"));
  }

  Version version(ResultSet row) throws SQLException {
    return new Version(
        new VersionId(row.getObject("v_id", UUID.class)),
        new DocumentId(row.getObject("v_document", UUID.class)),
        row.getInt("v_number"),
        new Sha256(row.getString("sha256")),
        row.getLong("bytes"),
        row.getString("file_name"),
        row.getString("media_type"),
        Status.of(row.getString("status")),
        failure(row),
        row.getObject("pages", Integer.class),
        row.getString("language"),
        row.getInt("passages"),
        instant(row, "v_created_at"),
        row.getString("v_created_by"));
  }

  /** One that holds nothing must not keep all lists from being read that its document is in. */
  private Map<String, String> metadata(ResultSet row) throws SQLException {
    Map<String, @Nullable String> all = json.readValue(row.getString("metadata"), METADATA);
    var known = new HashMap<String, String>();
    all.forEach((name, value) -> {
      if (value != null) {
        known.put(name, value);
      }
    });
    return known;
  }

  String metadata(Map<String, String> metadata) {
    return json.writeValueAsString(metadata);
  }

  private static @Nullable ReadingFailure failure(ResultSet row) throws SQLException {
    var code = row.getString("failure_code");
    return code == null
        ? null
        : new ReadingFailure(ReadingFailure.Code.of(code), row.getString("failure_detail"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
