package io.cloister.api.search;

import io.cloister.api.CallRefused;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.text.PassageId;
import io.cloister.search.Explanation;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.dates.DateSpan;
import io.cloister.search.dates.DateWords;
import io.cloister.search.finding.Finder;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SearchController {

  private static final int LONGEST = 4_000;

  private final PassageSearch search;
  private final Finder finder;
  private final Collections collections;
  private final CurrentActor current;

  SearchController(
      PassageSearch search, Finder finder, Collections collections, CurrentActor current) {
    this.search = search;
    this.finder = finder;
    this.collections = collections;
    this.current = current;
  }

  /** The filters are read from {@code all}: as typed lists a comma in a tag would part it. */
  @GetMapping("/api/v1/search")
  @Parameter(name = "collection", in = ParameterIn.QUERY, description = "Id or name; repeatable")
  @Parameter(name = "tag", in = ParameterIn.QUERY, description = "Each must be there; repeatable")
  @Parameter(name = "-tag", in = ParameterIn.QUERY, description = "None may be there; repeatable")
  @Parameter(
      name = "type",
      in = ParameterIn.QUERY,
      description = "Media type or family; repeatable")
  @Parameter(name = "language", in = ParameterIn.QUERY, description = "ISO 639-1; repeatable")
  @Parameter(
      name = "-also",
      in = ParameterIn.QUERY,
      description = "Another name of something that is not to be looked for; repeatable")
  @Parameter(name = "label", in = ParameterIn.QUERY, description = "Confidentiality; repeatable")
  SearchShape search(
      @RequestParam(defaultValue = "") @Size(max = LONGEST) String q,
      @RequestParam(defaultValue = "hybrid") @Pattern(regexp = "hybrid|keyword|semantic")
          String mode,
      @RequestParam(required = false) @Size(max = 100) @Nullable String from,
      @RequestParam(required = false) @Size(max = 100) @Nullable String to,
      @RequestParam(defaultValue = "on") @Pattern(regexp = "on|off") String dates,
      @RequestParam(defaultValue = "on") @Pattern(regexp = "on|off") String also,
      @RequestParam(defaultValue = "relevance") @Pattern(regexp = "relevance|newest|oldest|title")
          String sort,
      @RequestParam(defaultValue = "document") @Pattern(regexp = "document|passage") String group,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size,
      @RequestParam(defaultValue = "true") boolean facets,
      @RequestParam(defaultValue = "false") boolean explain,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> all) {
    var actor = current.get();
    if (explain) {
      actor.require(Role.ADMIN, "explain a search");
    }
    long begin = System.nanoTime();
    var query =
        new SearchQuery(
            q,
            SearchQuery.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
            filter(all, from == null ? null : first(from), to == null ? null : last(to)),
            SearchQuery.Sort.valueOf(sort.toUpperCase(Locale.ROOT)),
            SearchQuery.Grouping.valueOf(group.toUpperCase(Locale.ROOT)),
            page,
            size,
            facets);
    var scope = scope(values(all, "collection"), actor);
    var wish = new Finder.Wish(dates.equals("on"), also.equals("on"), values(all, "-also"));
    var read = finder.find(query, wish, scope);
    var found = read.result();
    Map<PassageId, Explanation> reasons = explain ? search.explain(read.asked(), scope) : Map.of();
    return new SearchShape(
        q,
        mode,
        page,
        size,
        found.total(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
        found.incomplete(),
        found.hits().stream()
            .map(hit ->
                HitShape.of(
                    hit, read.newer().get(hit.document().id()), reasons.get(hit.passage().id())))
            .toList(),
        found.facets(),
        found.didYouMean(),
        found.interpretation(),
        SearchShape.Dates.of(read),
        SearchShape.Preferred.of(read.asked()),
        read.others(),
        read.pinned().stream().map(PinShape::of).toList(),
        found.order().word());
  }

  private LocalDate first(String from) {
    return day("from", from, span -> span.from());
  }

  private LocalDate last(String to) {
    return day("to", to, span -> span.to());
  }

  /** A day of the calendar, however far away, or of what the words name. */
  private LocalDate day(String name, String value, Function<DateSpan, @Nullable LocalDate> side) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException _) {
      return DateWords.all(value, finder.today())
          .map(side)
          .orElseThrow(() ->
              new CallRefused(
                  HttpStatus.BAD_REQUEST,
                  "malformed",
                  "'%s' is no day".formatted(name),
                  "Send a day as 2026-01-31, or words such as last month or 2024."));
    }
  }

  private static SearchQuery.Filter filter(
      MultiValueMap<String, String> all, @Nullable LocalDate from, @Nullable LocalDate to) {
    return new SearchQuery.Filter(
        Set.of(),
        values(all, "tag"),
        values(all, "-tag"),
        values(all, "type"),
        values(all, "language"),
        values(all, "label"),
        from,
        to);
  }

  private static Set<String> values(MultiValueMap<String, String> all, String name) {
    var values = new HashSet<>(all.getOrDefault(name, List.of()));
    values.removeIf(String::isBlank);
    return values;
  }

  private AccessScope scope(Set<String> named, Actor actor) {
    var readable = collections.scopeOf(actor);
    if (named.isEmpty()) {
      return readable;
    }
    var wanted = new HashSet<CollectionId>();
    for (var one : named) {
      wanted.add(collections.require(one, actor, Right.READ).id());
    }
    return readable.narrowedTo(wanted);
  }
}
