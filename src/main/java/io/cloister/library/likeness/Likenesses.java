package io.cloister.library.likeness;

import static java.util.Objects.requireNonNull;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Sketches of the texts of versions, and which documents are nearly the same by them. */
@Repository
public class Likenesses {

  private static final double NEARLY = 0.8;
  private static final int MOST_CANDIDATES = 200;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  Likenesses(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /**
   * A document whose current text is nearly that of another.
   *
   * @param resemblance the share of its runs of five words that both have, estimated, 0.8..1
   * @param since when its current version came
   */
  public record Alike(DocumentId document, double resemblance, Instant since) {}

  private record Sketch(DocumentId document, Instant since, MinHash hash) {

    boolean isNewerThan(Sketch other) {
      return since.isAfter(other.since);
    }
  }

  /** Keeps the sketch of a version's text in place of what was there. */
  @Transactional
  public void keep(VersionId version, CharSequence text) {
    jdbc.sql("delete from version_likeness where version_id = ?").param(version.value()).update();
    var hash = MinHash.of(text);
    var bytes = ByteBuffer.allocate(MinHash.FUNCTIONS * Integer.BYTES);
    if (hash != null) {
      bytes.asIntBuffer().put(hash.least());
    }
    jdbc.sql("insert into version_likeness (version_id, sketch) values (?, ?)")
        .params(version.value(), hash == null ? new byte[0] : bytes.array())
        .update();
    if (hash != null) {
      batches.batchUpdate(
          "insert into likeness_band (version_id, band) values (:version, :band)",
          IntStream.range(0, MinHash.BANDS)
              .mapToObj(number ->
                  new MapSqlParameterSource("version", version.value())
                      .addValue("band", hash.band(number)))
              .toArray(SqlParameterSource[]::new));
    }
  }

  /** What {@code scope} covers and is nearly the same as the document, most alike first. */
  public List<Alike> of(DocumentId document, AccessScope scope) {
    return sketches(List.of(document), scope).stream()
        .findFirst()
        .map(own -> alike(own, scope))
        .orElse(List.of());
  }

  private List<Alike> alike(Sketch own, AccessScope scope) {
    var candidates =
        jdbc.sql(
                """
                select distinct d.id from likeness_band mine
                join likeness_band other on other.band = mine.band
                  and other.version_id <> mine.version_id
                join document d on d.current_version = other.version_id
                where mine.version_id = (select current_version from document where id = :own)
                  and d.collection_id = any (:scope) and d.binned_at is null limit :most
                """)
            .param("own", own.document().value())
            .param("scope", scope.ids())
            .param("most", MOST_CANDIDATES)
            .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
            .list();
    return sketches(candidates, scope).stream()
        .map(other ->
            new Alike(other.document(), own.hash().resemblance(other.hash()), other.since()))
        .filter(alike -> alike.resemblance() >= NEARLY)
        .sorted(Comparator.comparingDouble(Alike::resemblance).reversed())
        .toList();
  }

  /**
   * Those of the documents of which another among them is nearly the same and newer, by their
   * current versions: what they say is said there as it stands now. For each the newest that is
   * nearly the same as it or as one in between.
   */
  public Map<DocumentId, DocumentId> newest(Collection<Document> documents) {
    if (documents.size() < 2) {
      return Map.of();
    }
    var newer = new HashMap<DocumentId, DocumentId>();
    var latestFirst =
        sketches(documents).stream()
            .sorted(Comparator.comparing(Sketch::since).reversed())
            .toList();
    for (var one : latestFirst) {
      latestFirst.stream()
          .filter(other -> other.isNewerThan(one) && one.hash().resemblance(other.hash()) >= NEARLY)
          .findFirst()
          .map(Sketch::document)
          .ifPresent(other -> newer.put(one.document(), newer.getOrDefault(other, other)));
    }
    return newer;
  }

  private List<Sketch> sketches(Collection<Document> documents) {
    var current = new HashMap<UUID, Document>();
    documents.forEach(document -> current.put(document.current().id().value(), document));
    return jdbc.sql(
            "select version_id, sketch from version_likeness"
                + " where version_id = any (:versions) and octet_length(sketch) > 0")
        .param("versions", current.keySet().toArray(UUID[]::new))
        .query((row, _) -> {
          var its = requireNonNull(current.get(row.getObject(1, UUID.class)));
          return new Sketch(its.id(), its.current().createdAt(), hash(row.getBytes(2)));
        })
        .list();
  }

  private List<Sketch> sketches(Collection<DocumentId> documents, AccessScope scope) {
    return jdbc.sql(
            """
            select d.id, v.created_at, l.sketch from document d
            join document_version v on v.id = d.current_version
            join version_likeness l on l.version_id = v.id
            where d.id = any (:ids) and d.collection_id = any (:scope) and d.binned_at is null
              and octet_length(l.sketch) > 0
            """)
        .param("ids", documents.stream().map(DocumentId::value).toArray(UUID[]::new))
        .param("scope", scope.ids())
        .query((row, _) ->
            new Sketch(
                new DocumentId(row.getObject(1, UUID.class)),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                hash(row.getBytes(3))))
        .list();
  }

  private static MinHash hash(byte[] sketch) {
    var least = new int[MinHash.FUNCTIONS];
    ByteBuffer.wrap(sketch).asIntBuffer().get(least);
    return new MinHash(least);
  }

  /**
   * Some of the versions that have a text but no sketch yet, as of a time before there were any.
   */
  List<VersionId> unsketched(int most) {
    return jdbc.sql(
            """
            select t.version_id from version_text t where not exists
              (select 1 from version_likeness l where l.version_id = t.version_id) limit ?
            """)
        .param(most)
        .query((row, _) -> new VersionId(row.getObject(1, UUID.class)))
        .list();
  }

  /** Sketches a text that is there already. */
  void sketch(VersionId version) {
    jdbc.sql("select text from version_text where version_id = ?")
        .param(version.value())
        .query(String.class)
        .optional()
        .ifPresent(text -> keep(version, text));
  }
}
