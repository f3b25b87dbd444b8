package io.cloister.ingest.bag;

import io.cloister.ingest.bag.DocumentEntry.VersionEntry;
import io.cloister.library.VersionId;
import io.cloister.library.document.ReadFacts;
import io.cloister.library.document.Versions;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Moments;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.TextParts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The texts of versions with what is known of their stretches, on the way into a bag and out. */
@Component
class BaggedTexts {

  private final Versions versions;
  private final Passages passages;
  private final HiddenTexts hidden;
  private final TextParts parts;
  private final Moments moments;

  BaggedTexts(
      Versions versions, Passages passages, HiddenTexts hidden, TextParts parts, Moments moments) {
    this.versions = versions;
    this.passages = passages;
    this.hidden = hidden;
    this.parts = parts;
    this.moments = moments;
  }

  /** Null if the version was not read. */
  @Nullable PlainText find(VersionId version) {
    return versions.text(version).orElse(null);
  }

  PassagesEntry entry(VersionId version, PlainText text) {
    return PassagesEntry.of(
        text, passages.of(version), hidden.of(version), parts.of(version), moments.of(version));
  }

  void put(VersionEntry version, String text, PassagesEntry cut) {
    var id = new VersionId(version.id());
    versions.keepText(
        id,
        new PlainText(text, cut.pageStarts()),
        new ReadFacts(version.mediaType(), version.pages(), version.language()));
    passages.replace(id, cut.of(text, id));
    hidden.replace(id, cut.unseen());
    parts.replace(id, cut.within());
    moments.replace(id, cut.times());
  }
}
