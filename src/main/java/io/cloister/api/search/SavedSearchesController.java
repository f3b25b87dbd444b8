package io.cloister.api.search;

import io.cloister.api.CallRefused;
import io.cloister.identity.CurrentActor;
import io.cloister.search.SavedQuery;
import io.cloister.search.SavedSearch;
import io.cloister.search.SavedSearches;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own saved searches. */
@RestController
@RequestMapping("/api/v1/saved-searches")
class SavedSearchesController {

  private final SavedSearches searches;
  private final CurrentActor current;

  SavedSearchesController(SavedSearches searches, CurrentActor current) {
    this.searches = searches;
    this.current = current;
  }

  @GetMapping
  List<SavedSearchShape> list() {
    return searches.withNews(current.get()).stream()
        .map(each ->
            SavedSearchShape.of(
                each.search(),
                each.news().stream()
                    .map(document -> new NewsShape(document.id().toString(), document.title()))
                    .toList()))
        .toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SavedSearchShape save(@RequestBody @Valid GivenSearch given) {
    var alert =
        SavedSearch.Alert.of(given.alert() == null ? "none" : given.alert())
            .orElseThrow(
                () -> refused("There is no alert " + given.alert(), "none, daily or at-once"));
    var query = given.saved();
    if (query.isEmpty()) {
      throw refused("The query looks for nothing", "Send q or a filter, by the names of /search.");
    }
    var owner = current.get();
    var saved = searches.save(given.name(), query, alert, owner);
    return SavedSearchShape.of(
        Boolean.TRUE.equals(given.mail())
            ? searches.change(saved.id().toString(), alert, true, owner)
            : saved,
        List.of());
  }

  /** Null leaves it as it is. */
  record Change(
      @Nullable @Pattern(regexp = "none|daily|at-once") String alert, @Nullable Boolean mail) {}

  @PatchMapping("/{id}")
  SavedSearchShape change(@PathVariable String id, @RequestBody @Valid Change wanted) {
    var owner = current.get();
    var now = searches.require(id, owner);
    var alert =
        wanted.alert() == null
            ? now.alert()
            : SavedSearch.Alert.of(wanted.alert()).orElse(now.alert());
    boolean mails = wanted.mail() == null ? now.mails() : wanted.mail();
    return SavedSearchShape.of(searches.change(id, alert, mails, owner), List.of());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    searches.delete(id, current.get());
  }

  private static CallRefused refused(String detail, String hint) {
    return new CallRefused(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", detail, hint);
  }

  /**
   * A search to be kept.
   *
   * @param query by the names of the parameters of {@code /api/v1/search}, each a text or several
   * @param mail whether to tell by mail as well
   */
  record GivenSearch(
      @NotBlank @Size(max = 200) String name,
      @NotNull @Size(max = 20) Map<String, Object> query,
      @Nullable String alert,
      @Nullable Boolean mail) {

    SavedQuery saved() {
      var values = new LinkedHashMap<String, List<String>>();
      query.forEach((name, value) -> values.put(name, texts(value)));
      return new SavedQuery(values);
    }

    private static List<String> texts(@Nullable Object value) {
      return switch (value) {
        case null -> List.of();
        case List<?> several -> several.stream().map(String::valueOf).toList();
        default -> List.of(value.toString());
      };
    }
  }

  /** A new document that matches. */
  record NewsShape(String id, String title) {}

  record SavedSearchShape(
      String id,
      String name,
      Map<String, List<String>> query,
      String alert,
      boolean mail,
      Instant createdAt,
      List<NewsShape> news) {

    static SavedSearchShape of(SavedSearch search, List<NewsShape> news) {
      return new SavedSearchShape(
          search.id().toString(),
          search.name(),
          search.query().values(),
          search.alert().word(),
          search.mails(),
          search.createdAt(),
          news);
    }
  }
}
