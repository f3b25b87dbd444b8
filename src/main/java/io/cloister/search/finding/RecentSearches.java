package io.cloister.search.finding;

import io.cloister.identity.Actor;
import io.cloister.search.SavedQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people searched for of late, each for themselves, as long as they do not switch it off. The
 * last {@value #MOST} are kept.
 */
@Component
public class RecentSearches {

  static final int MOST = 50;
  private static final int LONGEST_WORDS = 200;
  private static final int LONGEST_QUERY = 4_000;

  private final JdbcClient jdbc;
  private final Clock clock;

  RecentSearches(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A search of one's own.
   *
   * @param words what was typed
   */
  public record Recent(String words, SavedQuery query, Instant at) {}

  /** Newest first. */
  public List<Recent> of(Actor owner, int most) {
    return jdbc.sql(
            "select words, query, searched_at from recent_search where owner = ?"
                + " order by searched_at desc limit ?")
        .params(owner.user().value(), most)
        .query((row, _) ->
            new Recent(
                row.getString(1),
                SavedQuery.parse(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Those of which a word begins like what is typed, newest first. */
  public List<Recent> beginning(String typed, Actor owner, int most) {
    var begin = typed.strip().toLowerCase(Locale.ROOT);
    return of(owner, MOST).stream()
        .filter(recent -> begins(recent.words().toLowerCase(Locale.ROOT), begin))
        .limit(most)
        .toList();
  }

  private static boolean begins(String words, String begin) {
    return words.startsWith(begin) || words.contains(" " + begin);
  }

  /** Keeps it as the newest, unless its owner does not want that; without words it is not kept. */
  @Transactional
  public void remember(SavedQuery query, Actor owner) {
    var words = query.values().getOrDefault("q", List.of("")).getFirst();
    var address = query.address();
    if (words.isBlank()
        || words.length() > LONGEST_WORDS
        || address.length() > LONGEST_QUERY
        || !remembers(owner)) {
      return;
    }
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    int known =
        jdbc.sql("update recent_search set searched_at = ? where owner = ? and query = ?")
            .params(now, owner.user().value(), address)
            .update();
    if (known == 0) {
      insert(owner, address, words, now);
    }
  }

  private void insert(Actor owner, String address, String words, OffsetDateTime now) {
    try {
      jdbc.sql("insert into recent_search (owner, query, words, searched_at) values (?, ?, ?, ?)")
          .params(owner.user().value(), address, words, now)
          .update();
    } catch (DuplicateKeyException _) {
      return; // the same search in another window
    }
    jdbc.sql(
            """
            delete from recent_search where owner = ? and searched_at < (
              select min(searched_at) from (select searched_at from recent_search
                where owner = ? order by searched_at desc limit %d) kept)
            """
                .formatted(MOST))
        .params(owner.user().value(), owner.user().value())
        .update();
  }

  public void clear(Actor owner) {
    jdbc.sql("delete from recent_search where owner = ?").param(owner.user().value()).update();
  }

  /** Whether they are kept; so it is until its owner says otherwise. */
  public boolean remembers(Actor owner) {
    return jdbc.sql("select remembers from search_setting where owner = ?")
        .param(owner.user().value())
        .query(Boolean.class)
        .optional()
        .orElse(true);
  }

  /** Whoever does not want their searches kept has those that there are cleared too. */
  @Transactional
  public void remembers(boolean wanted, Actor owner) {
    int known =
        jdbc.sql("update search_setting set remembers = ? where owner = ?")
            .params(wanted, owner.user().value())
            .update();
    if (known == 0) {
      jdbc.sql("insert into search_setting (owner, remembers) values (?, ?)")
          .params(owner.user().value(), wanted)
          .update();
    }
    if (!wanted) {
      clear(owner);
    }
  }
}
