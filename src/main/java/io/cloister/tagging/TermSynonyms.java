package io.cloister.tagging;

import io.cloister.library.AccessScope;
import io.cloister.library.tag.Tags;
import io.cloister.search.finding.Synonyms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The other names of terms whose name or synonym stands in a query. Of names that stand within a
 * longer one only the longer one counts.
 */
@Component
class TermSynonyms implements Synonyms {

  private static final int LONGEST_NAME = 5;

  private final JdbcClient jdbc;
  private final Tags tags;

  TermSynonyms(JdbcClient jdbc, Tags tags) {
    this.jdbc = jdbc;
    this.tags = tags;
  }

  private record Name(UUID term, String name, String folded, boolean curated) {}

  @Override
  public List<OtherNames> of(List<String> words, AccessScope scope) {
    var named = named(runs(words), scope);
    var others = new ArrayList<OtherNames>();
    int at = 0;
    while (at < words.size() && !named.isEmpty()) {
      int taken = 0;
      for (int size = Math.min(LONGEST_NAME, words.size() - at); size > 0 && taken == 0; size--) {
        var said = String.join(" ", words.subList(at, at + size));
        var names = named.getOrDefault(Names.fold(said), List.of());
        if (!names.isEmpty()) {
          others.add(new OtherNames(said, names));
          taken = size;
        }
      }
      at += Math.max(1, taken);
    }
    return others;
  }

  private static String[] runs(List<String> words) {
    var runs = new ArrayList<String>();
    for (int at = 0; at < words.size(); at++) {
      for (int size = 1; size <= LONGEST_NAME && at + size <= words.size(); size++) {
        runs.add(Names.fold(String.join(" ", words.subList(at, at + size))));
      }
    }
    return runs.stream().distinct().toArray(String[]::new);
  }

  /** By what was said, folded, the names that mean the same. */
  private Map<String, List<String>> named(String[] runs, AccessScope scope) {
    var terms = terms(runs);
    if (terms.length == 0) {
      return Map.of();
    }
    var names =
        jdbc.sql(
                """
                select t.id, t.name, t.folded, t.curated from term t where t.id = any (:terms)
                union all
                select t.id, s.name, s.folded, t.curated
                from term_synonym s join term t on t.id = s.term_id
                where s.term_id = any (:terms)
                """)
            .param("terms", terms)
            .query((row, _) ->
                new Name(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    row.getBoolean(4)))
            .list();
    // what tagging made tells what a document says
    var used = names.stream().allMatch(Name::curated) ? Map.<UUID, Long>of() : tags.counts(scope);
    var byTerm = new LinkedHashMap<UUID, List<Name>>();
    names.stream()
        .filter(name -> name.curated() || used.containsKey(name.term()))
        .forEach(name -> byTerm.computeIfAbsent(name.term(), _ -> new ArrayList<>()).add(name));
    var named = new LinkedHashMap<String, List<String>>();
    for (var run : runs) {
      for (var same : byTerm.values()) {
        if (same.stream().anyMatch(name -> name.folded().equals(run))) {
          var all = named.computeIfAbsent(run, _ -> new ArrayList<>());
          same.stream()
              .filter(name -> !name.folded().equals(run) && !all.contains(name.name()))
              .forEach(name -> all.add(name.name()));
        }
      }
    }
    return named;
  }

  /** Those with synonyms whose name, or one of these, was said: mostly none. */
  private UUID[] terms(String[] runs) {
    return jdbc.sql(
            """
            select id from term where folded = any (:runs)
              and exists (select 1 from term_synonym where term_id = term.id)
            union select term_id from term_synonym where folded = any (:runs)
            """)
        .param("runs", runs)
        .query(UUID.class)
        .list()
        .toArray(UUID[]::new);
  }
}
