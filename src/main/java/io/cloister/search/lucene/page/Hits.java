package io.cloister.search.lucene.page;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.Excerpt;
import io.cloister.library.text.Passages;
import io.cloister.search.Hit;
import io.cloister.search.SearchResult.FacetValue;
import io.cloister.search.lucene.rank.Ranked;
import io.cloister.search.lucene.terms.Analysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes hits of what was ranked, with what the database says now. */
@Component
public class Hits {

  private static final int LIKENESS = 600;

  private final Documents documents;
  private final Passages passages;
  private final Tags tags;
  private final Collections collections;
  private final Analysis analysis;

  Hits(
      Documents documents,
      Passages passages,
      Tags tags,
      Collections collections,
      Analysis analysis) {
    this.documents = documents;
    this.passages = passages;
    this.tags = tags;
    this.collections = collections;
    this.analysis = analysis;
  }

  /** In the same order; what the database does not show within the scope is left out. */
  public List<Hit> load(List<Ranked> page, AccessScope scope, Highlights highlights) {
    var ids = page.stream().map(Ranked::document).distinct().toList();
    var shown =
        documents.find(ids, scope).stream()
            .collect(Collectors.toMap(Document::id, Function.identity()));
    var assigned = tags.of(ids);
    var texts = passages.find(page.stream().map(Ranked::passage).toList());
    var hits = new ArrayList<Hit>();
    for (var ranked : page) {
      var document = shown.get(ranked.document());
      var passage = texts.get(ranked.passage());
      if (document != null && passage != null) {
        var scored = ranked.scored();
        var language = analysis.languageOf(document.current().language(), passage.text());
        hits.add(
            new Hit(
                scored.score(),
                document,
                assigned.getOrDefault(document.id(), List.of()),
                passage,
                highlights.of(passage.text(), language),
                scored.words() > 0 || scored.ofEntry() > 0,
                scored.meant()));
      }
    }
    return hits;
  }

  /** Collections by their names; those that were deleted meanwhile are left out. */
  public Map<String, List<FacetValue>> named(
      Map<String, List<FacetValue>> facets, AccessScope scope) {
    if (!facets.containsKey("collection")) {
      return facets;
    }
    var names = new HashMap<String, String>();
    collections.names(scope).forEach((id, name) -> names.put(id.toString(), name));
    var named = new java.util.LinkedHashMap<>(facets);
    named.computeIfPresent(
        "collection",
        (_, values) ->
            values.stream()
                .filter(value -> names.containsKey(value.value()))
                .map(value ->
                    new FacetValue(names.getOrDefault(value.value(), value.value()), value.count()))
                .toList());
    return named;
  }

  /** Words that stand for the whole document; empty if the scope does not cover it. */
  public String likeness(DocumentId id, AccessScope scope) {
    var document = documents.find(id, scope).orElse(null);
    if (document == null) {
      return "";
    }
    var first =
        passages.of(document.current().id(), 0, 1).items().stream()
            .map(passage -> passage.text())
            .collect(Collectors.joining());
    return document.title() + " " + Excerpt.of(first, LIKENESS);
  }
}
