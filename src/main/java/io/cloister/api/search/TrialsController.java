package io.cloister.api.search;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.collection.Collections;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.SearchQuery.Mode;
import io.cloister.search.finding.Finder;
import io.cloister.search.lab.Knobs;
import io.cloister.search.lab.Trial;
import io.cloister.search.lab.Trials;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One query ranked with other settings, for administrators; nothing is changed by it. */
@RestController
@RequestMapping("/api/v1/search/trials")
class TrialsController {

  private final Trials trials;
  private final Finder finder;
  private final Collections collections;
  private final CurrentActor current;

  TrialsController(Trials trials, Finder finder, Collections collections, CurrentActor current) {
    this.trials = trials;
    this.finder = finder;
    this.collections = collections;
    this.current = current;
  }

  /** Settings; what is missing is as usual. */
  record GivenKnobs(
      @Nullable @Pattern(regexp = "hybrid|keyword|semantic") String mode,
      @Nullable @DecimalMin("0") @DecimalMax("1") Double meaning,
      @Nullable @DecimalMin("0") @DecimalMax("10") Double entry,
      @Nullable @DecimalMin("0") @DecimalMax("10") Double near,
      @Nullable @Min(10) @Max(10_000) Integer candidates,
      @Nullable Boolean rerank) {

    Knobs over(Knobs usual) {
      return new Knobs(
          mode == null ? usual.mode() : Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
          meaning == null ? usual.meaning() : meaning,
          entry == null ? usual.entry() : entry,
          near == null ? usual.near() : near,
          candidates == null ? usual.candidates() : candidates,
          rerank == null ? usual.rerank() : rerank);
    }
  }

  record GivenTrial(
      @NotBlank @Size(max = 2_000) String query,
      @Nullable @Valid GivenKnobs knobs,
      @Nullable @Min(1) @Max(100) Integer size) {}

  /**
   * @param query what was asked in the end
   * @param ranking as in a search
   */
  record TrialShape(
      String query,
      Knobs usual,
      Knobs knobs,
      String ranking,
      int candidates,
      List<RowShape> rows) {}

  /** One document; ranks are from 1, null where that says nothing of it. */
  record RowShape(
      HitShape hit,
      Trial.@Nullable Place words,
      Trial.@Nullable Place meaning,
      Trial.@Nullable Place entry,
      Trial.Place fused,
      Trial.@Nullable Place rerank) {

    static RowShape of(Trial.Row row) {
      return new RowShape(
          HitShape.of(row.hit(), null),
          row.words(),
          row.meaning(),
          row.entry(),
          row.fused(),
          row.rerank());
    }
  }

  @PostMapping
  TrialShape run(@RequestBody @Valid GivenTrial given) {
    var actor = current.require(Role.ADMIN, "try how searches are ranked");
    var usual = trials.usual();
    var knobs = given.knobs() == null ? usual : given.knobs().over(usual);
    int size = given.size() == null ? 20 : given.size();
    var scope = collections.scopeOf(actor);
    var said = SearchQuery.of(given.query(), Grouping.DOCUMENT, size).withMode(knobs.mode());
    var asked = finder.find(said, Finder.Wish.ALL, scope).asked();
    var trial = trials.of(asked, knobs, size, scope);
    return new TrialShape(
        asked.text(),
        usual,
        knobs,
        trial.order().word(),
        trial.candidates(),
        trial.rows().stream().map(RowShape::of).toList());
  }
}
