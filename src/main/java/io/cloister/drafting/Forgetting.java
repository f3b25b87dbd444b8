package io.cloister.drafting;

import io.cloister.library.DocumentId;
import io.cloister.library.DocumentPurged;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes out of drafts what they hold of a document that is purged: its quotes, and the machine's
 * sentences that rest on them. What a person wrote stays, without its support.
 */
@Component
class Forgetting {

  private final DraftRows rows;
  private final PartRows parts;
  private final Checking checking;

  Forgetting(DraftRows rows, PartRows parts, Checking checking) {
    this.rows = rows;
    this.parts = parts;
    this.checking = checking;
  }

  /** In the transaction of the purge: both happen or neither. */
  @EventListener
  @Transactional
  public void on(DocumentPurged event) {
    for (var id : parts.citing(event.document())) {
      // first, so that nobody who edits it at this moment puts back what is taken out
      rows.touch(id);
      rows.find(id).ifPresent(draft -> forget(draft, event.document()));
    }
  }

  private void forget(Draft draft, DocumentId document) {
    var gone =
        draft.citations().stream()
            .filter(citation -> citation.document().id().equals(document))
            .map(Citation::n)
            .collect(Collectors.toSet());
    var left = draft.citations().stream().filter(citation -> !gone.contains(citation.n())).toList();
    for (var section : draft.sections()) {
      if (section.sentences().stream().anyMatch(rests(gone))) {
        parts.save(draft.id(), without(section, gone, left, draft.language()));
      }
    }
    parts.removeCitations(draft.id(), document);
    rows.say(draft.id(), new Draft.Notice("source-purged", ""));
  }

  private Section without(
      Section section, Set<Integer> gone, List<Citation> left, String language) {
    var removed =
        section.sentences().stream()
            .filter(rests(gone))
            .filter(sentence -> sentence.author() == Sentence.Author.MODEL)
            .map(Sentence::text)
            .collect(Collectors.toSet());
    var blocks =
        Markup.blocks(section.markdown()).stream()
            .map(block -> without(block, removed))
            .filter(block -> !block.text().isBlank())
            .toList();
    var sentences =
        blocks.stream()
            .flatMap(block -> block.sentences().stream())
            .map(source -> again(source, section, gone, left, language))
            .toList();
    return section.with(Markup.markdown(blocks), sentences);
  }

  private static Markup.Block without(Markup.Block block, Set<String> removed) {
    var kept = block.sentences().stream().filter(s -> !removed.contains(Markup.plain(s))).toList();
    return kept.size() == block.sentences().size()
        ? block
        : new Markup.Block(block.kind(), block.level(), kept, String.join(" ", kept));
  }

  private Sentence again(
      String source, Section section, Set<Integer> gone, List<Citation> left, String language) {
    return section.sentences().stream()
        .filter(sentence -> sentence.text().equals(Markup.plain(source)))
        .filter(rests(gone).negate())
        .findFirst()
        .orElseGet(() -> checking.check(source, left, language, Sentence.Author.PERSON));
  }

  private static Predicate<Sentence> rests(Set<Integer> gone) {
    return sentence -> sentence.citations().stream().anyMatch(gone::contains);
  }
}
