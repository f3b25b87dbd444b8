package io.cloister.search.lucene;

import io.cloister.search.SearchQuery.Filter;
import io.cloister.search.lucene.block.Blocks;
import io.cloister.search.lucene.query.Asked;
import io.cloister.search.lucene.query.AskedParser;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.query.WordQueries;
import io.cloister.search.lucene.terms.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a document must have for a query to match it, as far as that can be told from its terms
 * alone. Never more than the query demands, so that nothing that matches is given up.
 */
sealed interface Need {

  /** A term in one of some fields of its block. */
  record Term(List<String> fields, String term) implements Need {}

  /** A day from the first to the last millisecond. */
  record Dated(long first, long last) implements Need {}

  record Not(Term term) implements Need {}

  record All(List<Need> parts) implements Need {}

  record OneOf(List<Need> parts) implements Need {}

  List<String> WORDS = List.of(Fields.TEXT, Fields.TITLE, Fields.FILE);

  /** What the words of a query need, in the languages of the index. */
  static Need of(String text, WordQueries spoken) {
    return all(AskedParser.parse(text).parts(), spoken);
  }

  /** What the filters of a query need. */
  static Need of(Filter filter) {
    var needs = new ArrayList<Need>();
    filter.tags().forEach(tag -> needs.add(tag(tag)));
    filter.withoutTags().forEach(tag -> needs.add(new Not(tag(tag))));
    addAny(Fields.TYPE, filter.types(), needs);
    addAny(Fields.LANGUAGE, filter.languages(), needs);
    addAny(Fields.LABEL, filter.labels(), needs);
    if (filter.from() != null || filter.to() != null) {
      needs.add(new Dated(Restrictions.first(filter), Restrictions.last(filter)));
    }
    return new All(needs);
  }

  private static void addAny(String field, Set<String> values, List<Need> needs) {
    if (!values.isEmpty()) {
      needs.add(oneOf(values.stream().map(value -> exactly(field, value)).toList()));
    }
  }

  private static Term tag(String name) {
    return new Term(List.of(Fields.TAG), Blocks.tagKey(name));
  }

  private static Term exactly(String field, String value) {
    return new Term(List.of(field), value.toLowerCase(Locale.ROOT));
  }

  private static Need oneOf(Collection<? extends Need> parts) {
    return new OneOf(List.copyOf(parts));
  }

  private static Need all(List<Asked> parts, WordQueries spoken) {
    return new All(parts.stream().map(part -> of(part, spoken)).toList());
  }

  private static Need of(Asked part, WordQueries spoken) {
    return switch (part) {
      case Asked.Word word -> words(word.text(), spoken);
      case Asked.Phrase phrase -> phrase(phrase, spoken);
      case Asked.Field field ->
          field.name().equals(Fields.TITLE) ? words(field.text(), spoken) : named(field);
      case Asked.All all -> all(all.parts(), spoken);
      case Asked.Any any -> oneOf(any.parts().stream().map(each -> of(each, spoken)).toList());
      case Asked.Not(Asked.Field field) when !field.name().equals(Fields.TITLE) ->
          new Not(named(field));
      case Asked.Not _ -> new All(List.of()); // a word may stand in one part and not in another
    };
  }

  private static Term named(Asked.Field field) {
    return field.name().equals(Fields.TAG) ? tag(field.text()) : exactly(Fields.TYPE, field.text());
  }

  private static Need words(String text, WordQueries spoken) {
    return new All(spoken.terms(text).stream().map(Need::anyOf).toList());
  }

  private static Need anyOf(Set<String> terms) {
    return oneOf(terms.stream().map(term -> new Term(WORDS, term)).toList());
  }

  /** The terms of one of the languages, as the phrase is looked for. */
  private static Need phrase(Asked.Phrase phrase, WordQueries spoken) {
    var ways = new ArrayList<Need>();
    for (var language : spoken.languages().keySet()) {
      var tokens = spoken.words().analysis().tokens(language, phrase.text());
      if (!tokens.isEmpty()) {
        ways.add(new All(tokens.stream().<Need>map(one -> new Term(WORDS, one.term())).toList()));
      }
    }
    return new OneOf(ways);
  }
}
