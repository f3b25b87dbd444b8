package io.cloister.tagging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloister.jobs.BackgroundWork;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Excerpt;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.PassageSearch;
import io.cloister.search.WordForms;
import io.cloister.tagging.keyphrase.Keyphrases;
import io.cloister.tagging.keyphrase.Phrase;
import io.cloister.tagging.keyphrase.PlainWords;
import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Proposes tags from the words of a document alone: its key phrases for an open vocabulary, the
 * terms it names for a closed one.
 */
@Component
class LexicalTagger {

  private final TermRows terms;
  private final PassageSearch search;
  private final Embedder embedder;
  private final TaggingProperties properties;

  // what a phrase means is the same in every document; a vector takes 1.5 kB
  private final Cache<String, float[]> meanings = Caffeine.newBuilder().maximumSize(4_000).build();
  private final BackgroundWork background = new BackgroundWork("keyphrases-", 1);
  private final AtomicLong revision = new AtomicLong();
  private final Cache<MatcherKey, TermMatcher> matchers =
      Caffeine.newBuilder().maximumSize(20).build();

  LexicalTagger(
      TermRows terms, PassageSearch search, Embedder embedder, TaggingProperties properties) {
    this.terms = terms;
    this.search = search;
    this.embedder = embedder;
    this.properties = properties;
  }

  /** Only after the commit: until then a matcher would be made of the terms as they were. */
  @TransactionalEventListener
  void forgetMatchers(VocabularyChanged changed) {
    revision.incrementAndGet();
  }

  private record MatcherKey(VocabularyId vocabulary, String language, long revision) {}

  /**
   * The key phrases of the text, as terms of the open vocabulary where it has them.
   *
   * @param isAwaited whether somebody waits for them; if not, whatever else is computed comes first
   */
  List<Proposal> phrases(Reading reading, VocabularyId vocabulary, int most, boolean isAwaited) {
    var language = reading.language();
    var keyphrases =
        new Keyphrases(
            WordForms.of(language),
            PlainWords.of(language),
            weight(language),
            meaning(reading),
            properties.candidates());
    Supplier<List<Phrase>> work = () -> keyphrases.of(reading.title(), reading.text(), most);
    return (isAwaited ? work.get() : inBackground(work))
        .stream()
            .map(phrase -> {
              var term = terms.named(Names.fold(phrase.name()), vocabulary);
              return new Proposal(
                  vocabulary,
                  term.map(TermRows.Row::id).orElse(null),
                  term.map(TermRows.Row::name).orElse(phrase.name()),
                  phrase.confidence(),
                  Tag.Source.LEXICAL,
                  reading.evidence(phrase.places()));
            })
            .filter(proposal -> !proposal.evidence().isEmpty())
            .toList();
  }

  private List<Phrase> inBackground(Supplier<List<Phrase>> work) {
    try {
      return background.begin(work).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @PreDestroy
  void close() {
    background.close();
  }

  /** Those terms of the vocabulary that the text names. */
  List<Proposal> terms(Reading reading, VocabularyId vocabulary, int most) {
    var language = reading.language();
    var forms = WordForms.of(language);
    var key = new MatcherKey(vocabulary, language, revision.get());
    return matchers
        .get(key, _ -> new TermMatcher(vocabulary, terms.all(vocabulary), WordForms.of(language)))
        .match(reading, forms, most);
  }

  private ToDoubleFunction<String> weight(String language) {
    var statistics = search.statistics();
    var known = new HashMap<String, Double>();
    return word -> known.computeIfAbsent(word, w -> statistics.idf(w, language));
  }

  private @Nullable Function<String, float[]> meaning(Reading reading) {
    var sample = Excerpt.of(reading.text(), 2_000);
    if (!embedder.isMadeFor(sample)) {
      return null;
    }
    try {
      embedder.embed(reading.title());
    } catch (EmbedderUnavailable _) {
      return null;
    }
    return text -> meanings.get(text, embedder::embed);
  }
}
