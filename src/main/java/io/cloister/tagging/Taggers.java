package io.cloister.tagging;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.Attribution;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.PartNames;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.TextParts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Has a document read by the taggers there are, and keeps what they propose. */
@Component
class Taggers {

  private static final Logger log = LoggerFactory.getLogger(Taggers.class);

  /** Who asks a model when nobody did in particular. */
  private static final Actor MACHINE =
      new Actor(new UserId(new UUID(0, 0)), "cloister", Role.STAFF, Set.of());

  private final Versions versions;
  private final Passages passages;
  private final HiddenTexts hidden;
  private final TextParts parts;
  private final Tags tags;
  private final Suggestions suggestions;
  private final Passes passes;
  private final Vocabularies vocabularies;
  private final LexicalTagger lexical;
  private final ModelTagger model;
  private final TransactionTemplate transactions;
  private final TaggingProperties properties;

  // two passes over the same document at once would propose everything twice; a model, which may
  // take minutes, is asked before
  private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(64).toList();

  Taggers(
      Versions versions,
      Passages passages,
      HiddenTexts hidden,
      TextParts parts,
      Tags tags,
      Suggestions suggestions,
      Passes passes,
      Vocabularies vocabularies,
      LexicalTagger lexical,
      ModelTagger model,
      TransactionTemplate transactions,
      TaggingProperties properties) {
    this.versions = versions;
    this.passages = passages;
    this.hidden = hidden;
    this.parts = parts;
    this.tags = tags;
    this.suggestions = suggestions;
    this.passes = passes;
    this.vocabularies = vocabularies;
    this.lexical = lexical;
    this.model = model;
    this.transactions = transactions;
    this.properties = properties;
  }

  /** Looks through all vocabularies by the words of the document alone, for somebody who waits. */
  void pass(Document document) {
    run(document, vocabularies.all(), properties.proposals(), null, true, true);
  }

  /**
   * Looks through all vocabularies for nobody in particular.
   *
   * @param withModel whether a model may be asked, if one is wired to tagging
   */
  void passInBackground(Document document, boolean withModel) {
    run(
        document,
        vocabularies.all(),
        properties.proposals(),
        withModel ? MACHINE : null,
        true,
        false);
  }

  /**
   * @param whole whether all vocabularies are looked through, so that nothing is missing after it
   */
  void propose(Document document, List<Vocabulary> wanted, int limit, Actor actor, boolean whole) {
    run(document, wanted, limit, actor, whole, true);
  }

  private void run(
      Document document,
      List<Vocabulary> wanted,
      int limit,
      @Nullable Actor asking,
      boolean whole,
      boolean isAwaited) {
    var version = document.current().id();
    // what a file hides from people, which model saw it, or how its parts are called is no reason
    // for a tag
    var read = versions.text(version).orElse(new PlainText("", List.of()));
    var names = PartNames.in(read, parts.of(version));
    var text = Attribution.covered(names.covered(hidden.seen(version, read)));
    var seen = Attribution.covered(names.covered(hidden.seen(passages.of(version))));
    var reading = new Reading(document, text, seen);
    var asked =
        asking == null || text.text().isBlank()
            ? new ModelTagger.NotAsked()
            : model.propose(reading, wanted, limit, asking);
    var lock = locks.get(Math.floorMod(document.id().hashCode(), locks.size()));
    lock.lock();
    try {
      var chosen = chosen(reading, wanted, limit, asked, isAwaited);
      keep(document, wanted, chosen, whole, asked);
    } finally {
      lock.unlock();
    }
  }

  private void keep(
      Document document,
      List<Vocabulary> wanted,
      List<Proposal> chosen,
      boolean whole,
      ModelTagger.Outcome asked) {
    var ids = wanted.stream().map(Vocabulary::id).collect(Collectors.toSet());
    var note = asked instanceof ModelTagger.Failed failed ? failed.why().word() : null;
    transactions.executeWithoutResult(_ -> {
      if (versions.held(List.of(document.id())).isEmpty()) {
        log.debug("document {} was purged while tags were looked for", document.id());
        return;
      }
      suggestions.propose(document.id(), ids, chosen);
      if (whole) {
        passes.passed(document.id(), document.current().id(), note);
      }
    });
  }

  private List<Proposal> chosen(
      Reading reading,
      List<Vocabulary> wanted,
      int limit,
      ModelTagger.Outcome asked,
      boolean isAwaited) {
    var decided = decided(reading.document().id());
    var found = new ArrayList<Proposal>();
    if (asked instanceof ModelTagger.Proposed proposed) {
      found.addAll(proposed.tags());
    }
    var words = new ArrayList<Proposal>();
    for (var vocabulary : wanted) {
      words.addAll(
          vocabulary.kind() == Vocabulary.Kind.CLOSED
              ? lexical.terms(reading, vocabulary.id(), limit + decided.size())
              : lexical.phrases(reading, vocabulary.id(), limit + decided.size(), isAwaited));
    }
    // of the same name, a closed vocabulary's term says more than a phrase
    words.sort(
        Comparator.comparing((Proposal p) -> p.term() == null)
            .thenComparing(Comparator.comparingDouble(Proposal::confidence).reversed()));
    found.addAll(words);
    var names = new HashSet<>(decided);
    return found.stream()
        .filter(proposal -> names.add(Names.fold(proposal.name())))
        .sorted(
            Comparator.comparing((Proposal p) -> p.source() != Tag.Source.MODEL)
                .thenComparing(Comparator.comparingDouble(Proposal::confidence).reversed()))
        .limit(limit)
        .toList();
  }

  /** The names that need not be proposed: those of tags it has, and those a person decided on. */
  private Set<String> decided(DocumentId document) {
    var names = new HashSet<String>();
    tags.of(document).forEach(tag -> names.add(Names.fold(tag.name())));
    suggestions.of(document).stream()
        .filter(suggestion -> suggestion.state() != Suggestion.State.PROPOSED)
        .forEach(suggestion -> names.add(Names.fold(suggestion.name())));
    return names;
  }
}
