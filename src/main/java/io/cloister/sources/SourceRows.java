package io.cloister.sources;

import io.cloister.database.Snapshot;
import io.cloister.identity.UserId;
import io.cloister.jobs.JobId;
import io.cloister.sources.SourceSetting.WhenGone;
import io.cloister.sources.place.Places;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sources as rows. */
@Repository
class SourceRows {

  private static final String COLUMNS =
      """
      select id, name, kind, place, tls_authority, collection_id, minutes, folder_tags, when_gone,
        enabled, owner, created_at, next_run, job, left_off
      from source
      """;

  private final JdbcClient jdbc;
  private final Places places;
  private final Snapshot<List<SourceSetting>> settings = new Snapshot<>(this::allSettings);

  SourceRows(JdbcClient jdbc, Places places) {
    this.jdbc = jdbc;
    this.places = places;
  }

  List<Source> all() {
    return jdbc.sql(COLUMNS + "order by lower(name)").query(this::source).list();
  }

  /** How each is set; kept in memory, as every request that goes out asks for it. */
  List<SourceSetting> settings() {
    return settings.get();
  }

  private List<SourceSetting> allSettings() {
    return all().stream().map(Source::setting).toList();
  }

  Optional<Source> find(SourceId id) {
    return jdbc.sql(COLUMNS + "where id = ?").param(id.value()).query(this::source).optional();
  }

  List<Source> due(Instant now) {
    return jdbc.sql(COLUMNS + "where enabled and next_run <= ? order by next_run")
        .param(at(now))
        .query(this::source)
        .list();
  }

  boolean isNamed(String name, SourceId butNot) {
    return jdbc.sql("select count(*) from source where lower(name) = lower(?) and id <> ?")
            .params(name, butNot.value())
            .query(Long.class)
            .single()
        > 0;
  }

  void add(Source source) {
    jdbc.sql(
            """
            insert into source (name, kind, place, tls_authority, collection_id, minutes,
              folder_tags, when_gone, enabled, owner, id, created_at, next_run)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(values(source.setting(), source.owner()))
        .params(source.id().value(), at(source.createdAt()), at(source.nextRun()))
        .update();
    settings.changed();
  }

  void change(SourceId id, SourceSetting setting, UserId owner, Instant nextRun) {
    jdbc.sql(
            """
            update source set name = ?, kind = ?, place = ?, tls_authority = ?, collection_id = ?,
              minutes = ?, folder_tags = ?, when_gone = ?, enabled = ?, owner = ?, next_run = ?,
              left_off = null
            where id = ?
            """)
        .params(values(setting, owner))
        .params(at(nextRun), id.value())
        .update();
    settings.changed();
  }

  /** What a person set, in the order of the two statements above. */
  private List<@Nullable Object> values(SourceSetting setting, UserId owner) {
    return Arrays.asList(
        setting.name(),
        setting.place().kind(),
        places.write(setting.place()),
        setting.authority(),
        UUID.fromString(setting.collection()),
        setting.minutes(),
        setting.folderTags(),
        setting.whenGone().word(),
        setting.enabled(),
        owner.value());
  }

  void begun(SourceId id, JobId job, Instant nextRun) {
    jdbc.sql("update source set job = ?, next_run = ? where id = ?")
        .params(job.value(), at(nextRun), id.value())
        .update();
  }

  /** Unless the source has come to look at something else meanwhile. */
  void leaveOff(Source source, @Nullable String at) {
    jdbc.sql("update source set left_off = ? where id = ? and place = ?")
        .params(Arrays.asList(at, source.id().value(), places.write(source.setting().place())))
        .update();
  }

  /** Has the next look bin what was held back until then, whatever the source does otherwise. */
  void binHeld(SourceId id, Instant until) {
    jdbc.sql("update source set bins_held_until = ? where id = ?")
        .params(at(until), id.value())
        .update();
  }

  /** Takes that word back, where no look has followed it. */
  void holdOn(SourceId id) {
    jdbc.sql("update source set bins_held_until = null where id = ?").param(id.value()).update();
  }

  Optional<Instant> binsHeldUntil(SourceId id) {
    return jdbc.sql(
            "select bins_held_until from source where id = ? and bins_held_until is not null")
        .param(id.value())
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  void postpone(SourceId id, Instant nextRun) {
    jdbc.sql("update source set next_run = ? where id = ?")
        .params(at(nextRun), id.value())
        .update();
  }

  void delete(SourceId id) {
    jdbc.sql("delete from source where id = ?").param(id.value()).update();
    settings.changed();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private Source source(ResultSet row, int number) throws SQLException {
    var job = row.getObject("job", UUID.class);
    return new Source(
        new SourceId(row.getObject("id", UUID.class)),
        new SourceSetting(
            row.getString("name"),
            places.read(row.getString("kind"), row.getString("place")),
            row.getString("tls_authority"),
            row.getString("collection_id"),
            row.getInt("minutes"),
            row.getBoolean("folder_tags"),
            WhenGone.of(row.getString("when_gone")).orElseThrow(),
            row.getBoolean("enabled")),
        new UserId(row.getObject("owner", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("next_run", OffsetDateTime.class).toInstant(),
        job == null ? null : new JobId(job),
        row.getString("left_off"));
  }
}
