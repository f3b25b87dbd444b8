package io.cloister.drafting;

import io.cloister.library.DocumentId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Drafts without what they hold of some documents: their quotes, and the machine's sentences that
 * rest on them. What a person wrote stays, without its support.
 */
@Component
class Without {

  private final Checking checking;

  Without(Checking checking) {
    this.checking = checking;
  }

  /** The draft with other sections and citations; all else stays, its list of sources too. */
  Draft of(Draft draft, Set<DocumentId> documents) {
    var gone =
        draft.citations().stream()
            .filter(citation -> documents.contains(citation.document().id()))
            .map(Citation::n)
            .collect(Collectors.toSet());
    var left = draft.citations().stream().filter(citation -> !gone.contains(citation.n())).toList();
    var sections =
        draft.sections().stream()
            .map(section ->
                section.sentences().stream().anyMatch(rests(gone))
                    ? without(section, gone, left, draft.language())
                    : section)
            .toList();
    return draft.with(sections, left, draft.sources());
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
