package io.cloister.web.search;

import io.cloister.search.SavedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a search is narrowed to, as the address of its page says; every link of the page is this
 * address with one thing changed. Unknown parameters and blank values are left out.
 */
final class Narrowing {

  /** What is a filter, and therefore shown as a chip that can be taken away. */
  private static final List<String> FILTERS =
      List.of(
          "collection",
          "tag",
          "-tag",
          "type",
          "language",
          "label",
          "from",
          "to",
          "dates",
          "also",
          "-also");

  private final MultiValueMap<String, String> values;

  private Narrowing(MultiValueMap<String, String> values) {
    this.values = values;
  }

  static Narrowing of(MultiValueMap<String, String> asked) {
    var values = new LinkedMultiValueMap<String, String>();
    asked.forEach((name, all) -> {
      if (SavedQuery.NAMES.contains(name)) {
        all.stream()
            .filter(one -> !one.isBlank())
            .distinct()
            .forEach(one -> values.add(name, one.strip()));
      }
    });
    return new Narrowing(values);
  }

  SavedQuery saved() {
    return new SavedQuery(values);
  }

  Set<String> all(String name) {
    return Set.copyOf(values.getOrDefault(name, List.of()));
  }

  @Nullable String one(String name) {
    return values.getFirst(name);
  }

  boolean has(String name, String value) {
    return values.getOrDefault(name, List.of()).contains(value);
  }

  /** Whether anything but the words narrows. */
  boolean isFiltered() {
    return FILTERS.stream().anyMatch(values::containsKey);
  }

  /** Each filter with its value, in a fixed order. */
  List<Filter> filters() {
    var filters = new ArrayList<Filter>();
    for (var name : FILTERS) {
      values.getOrDefault(name, List.of()).forEach(value -> filters.add(new Filter(name, value)));
    }
    return filters;
  }

  Narrowing with(String name, String value) {
    var changed = new LinkedMultiValueMap<>(values);
    changed.add(name, value);
    return new Narrowing(changed);
  }

  Narrowing only(String name, String value) {
    var changed = new LinkedMultiValueMap<>(values);
    changed.set(name, value);
    return new Narrowing(changed);
  }

  Narrowing without(String name, String value) {
    var changed = new LinkedMultiValueMap<>(values);
    var left = new ArrayList<>(changed.getOrDefault(name, List.of()));
    left.remove(value);
    if (left.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, left);
    }
    return new Narrowing(changed);
  }

  /** The same words, without any filter. */
  Narrowing unfiltered() {
    var changed = new LinkedMultiValueMap<>(values);
    FILTERS.forEach(changed::remove);
    return new Narrowing(changed);
  }

  /** The address of the page that is so narrowed. */
  String link() {
    var builder = UriComponentsBuilder.fromPath("/search");
    var variables = new ArrayList<String>();
    values.forEach((name, all) ->
        all.forEach(value -> {
          builder.queryParam(name, "{" + variables.size() + "}");
          variables.add(value);
        }));
    return builder.encode().buildAndExpand(variables.toArray()).toUriString();
  }

  /** One filter. */
  record Filter(String name, String value) {}
}
