package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavedQueryTests {

  @Test
  void readsWhatItWrote() {
    var query =
        new SavedQuery(Map.of("q", List.of("a & b = c?"), "tag", List.of("Über, 1+1", "two")));

    assertThat(SavedQuery.parse(query.address())).isEqualTo(query);
  }

  @Test
  void keepsOnlyWhatASearchKnows() {
    var query =
        new SavedQuery(Map.of("q", List.of(" "), "page", List.of("3"), "_csrf", List.of("x")));

    assertThat(query.values()).isEmpty();
    assertThat(query.isEmpty()).isTrue();
  }

  @Test
  void takesAValueThatMeansNothingAsNotThere() {
    var query =
        new SavedQuery(
                Map.of("q", List.of("x"), "mode", List.of("magic"), "from", List.of("some day")))
            .query(0, 5, false, LocalDate.of(2026, 11, 18));

    assertThat(query.mode()).isEqualTo(SearchQuery.Mode.HYBRID);
    assertThat(query.filter().from()).isNull();
  }

  @Test
  void readsDaysInWordsByToday() {
    var query =
        new SavedQuery(Map.of("from", List.of("last month"), "to", List.of("heute")))
            .query(0, 5, false, LocalDate.of(2026, 11, 18));

    assertThat(query.filter().from()).isEqualTo("2026-10-01");
    assertThat(query.filter().to()).isEqualTo("2026-11-18");
  }
}
