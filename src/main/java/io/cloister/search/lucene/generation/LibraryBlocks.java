package io.cloister.search.lucene.generation;

import io.cloister.governance.Label;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.PartNames;
import io.cloister.library.text.Passage;
import io.cloister.library.text.TextParts;
import io.cloister.search.lucene.block.Block;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the library says now of a version that is to be indexed. */
@Component
record LibraryBlocks(Versions versions, Documents documents, TextParts parts, Tags tags) {

  /**
   * What the index is to hold of it; nothing if its document is in the bin or gone.
   *
   * @param texts its passages
   * @param made their vectors; null if they are still to be made
   * @param isStale whether the vectors are not those of the document as it is now
   */
  Optional<Block> block(
      Version version,
      List<Passage> texts,
      @Nullable List<float @Nullable []> made,
      Predicate<Document> isStale) {
    return outsideTheBin(version.id())
        .map(document ->
            new Block(
                document,
                version,
                tags.of(version.document()),
                texts,
                names(version.id()),
                made,
                isStale.test(document)));
  }

  private Optional<Document> outsideTheBin(VersionId version) {
    return versions
        .documentOf(version)
        .flatMap(found -> documents.find(found.id(), AccessScope.of(found.collection())));
  }

  private PartNames names(VersionId version) {
    var its = parts.of(version);
    return its.isEmpty()
        ? PartNames.NONE
        : versions.text(version).map(text -> PartNames.in(text, its)).orElse(PartNames.NONE);
  }

  String title(Version version) {
    return versions.documentOf(version.id()).map(Document::title).orElse("");
  }

  /** The strictest where the document is gone: nothing of it is to go anywhere. */
  Label label(Version version) {
    return versions.documentOf(version.id()).map(Document::label).orElse(Label.SECRET);
  }

  /** Whether a newer version is in the index already, or is about to be put in. */
  boolean isOvertaken(Version version) {
    return versions
        .documentOf(version.id())
        .map(Document::current)
        .filter(current -> current.number() > version.number())
        .filter(current -> current.status() == Status.INDEXING || current.status() == Status.READY)
        .isPresent();
  }
}
