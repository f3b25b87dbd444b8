package io.cloister.ingest;

import io.cloister.identity.VisibleText;
import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.split.PassageSplitter;
import io.cloister.jobs.JobRun;
import io.cloister.jobs.Jobs;
import io.cloister.library.Document;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.library.document.ReadFacts;
import io.cloister.library.document.Versions;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Moments;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.library.text.TextParts;
import io.cloister.search.EmbeddingCourse;
import io.cloister.search.PassageIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What follows when a version was read: its text and passages are kept, then indexed. */
@Component
class Finishing {

  // told anew with each reading
  private static final List<String> OF_MODELS =
      List.of(
          "transcribed by", "described by", "not described"); // the last one by earlier versions
  private static final int MOST_TITLE = 300;
  private static final int FEW = 8; // passages: embedded in a tenth of a second
  private static final int MANY = 400; // passages: embedded in several seconds

  private final Versions versions;
  private final Documents documents;
  private final Passages passages;
  private final HiddenTexts hidden;
  private final TextParts parts;
  private final Moments moments;
  private final Gaps gaps;
  private final PassageSplitter splitter;
  private final TextLanguage language;
  private final PassageIndex index;
  private final Progress progress;
  private final TransactionTemplate transaction;
  private final Jobs jobs;

  Finishing(
      Versions versions,
      Documents documents,
      Passages passages,
      HiddenTexts hidden,
      TextParts parts,
      Moments moments,
      Gaps gaps,
      PassageSplitter splitter,
      TextLanguage language,
      PassageIndex index,
      Progress progress,
      TransactionTemplate transaction,
      Jobs jobs) {
    this.versions = versions;
    this.documents = documents;
    this.passages = passages;
    this.hidden = hidden;
    this.parts = parts;
    this.moments = moments;
    this.gaps = gaps;
    this.splitter = splitter;
    this.language = language;
    this.index = index;
    this.progress = progress;
    this.transaction = transaction;
    this.jobs = jobs;
  }

  /** Keeps what was read, as one thing: the version is then {@link Status#INDEXING}. */
  void keep(Version version, Extraction.Read read, boolean untitled) {
    var cut =
        splitter.split(
            version.id(),
            read.text(),
            read.headings().stream()
                .map(heading -> new int[] {heading.start(), heading.end()})
                .toList(),
            read.said().isEmpty() ? read.text().pageStarts() : Spoken.paragraphs(read.text()));
    var facts = new ReadFacts(read.mediaType(), read.pages(), language.of(read.text().text()));
    transaction.executeWithoutResult(_ -> {
      versions.keepText(version.id(), read.text(), facts);
      passages.replace(version.id(), cut);
      hidden.replace(version.id(), read.hidden());
      parts.replace(version.id(), read.parts());
      moments.replace(version.id(), read.said());
      versions.advance(version.id(), Status.INDEXING);
      versions.documentOf(version.id()).ifPresent(it -> describe(it, version, read, untitled));
    });
    progress.tell(version);
  }

  /**
   * Keeps the name of a recording as its text, with what it says of itself; what was heard in it
   * before stays until it is heard anew.
   */
  void keepName(Version version, Extraction.Read read, boolean untitled) {
    var name = Spoken.named(version.fileName(), read);
    var before = versions.text(version.id()).orElse(name.text());
    if (before.equals(name.text())) {
      keep(version, name, untitled);
    }
  }

  /** Has the version found by its words, whatever is still to come. */
  void showWords(Version version) {
    if (isCurrent(version)) {
      index.indexWords(List.of(version.id()));
    }
  }

  private void describe(
      Document document, Version version, Extraction.Read read, boolean untitled) {
    if (!document.current().id().equals(version.id())) {
      return;
    }
    var metadata = new LinkedHashMap<String, String>(read.metadata());
    var said = metadata.remove("title");
    var title = said == null ? null : OneLine.of(said);
    if (title != null && !untitled) {
      metadata.put("title", title);
    }
    var before = new LinkedHashMap<>(document.metadata());
    before.keySet().removeAll(OF_MODELS);
    metadata.putAll(before); // what a person set stays
    boolean asUploaded =
        untitled && document.title().equals(Intake.title(version.fileName())); // nobody renamed it
    var better = asUploaded && title != null && isTitle(title) ? title : null;
    if (better != null || !metadata.equals(document.metadata())) {
      documents.change(document.id(), new DocumentChange(better, null, null, Map.copyOf(metadata)));
    }
  }

  // what programs write when nobody gave a title
  private static boolean isTitle(String title) {
    return title.length() >= 4
        && VisibleText.isIn(title)
        && title.length() <= MOST_TITLE
        && title.contains(" ")
        && !title
            .toLowerCase(java.util.Locale.ROOT)
            .matches(
                "(microsoft (word|powerpoint|excel).*|untitled.*|.*\\.(docx?|xlsx?|pptx?|indd|qxd|p65|dvi|tex))");
  }

  /**
   * Makes the words of versions be found, and leaves what is to be embedded to a job that follows
   * {@code job}; a version with few passages, or none of them for the model, is ready at once.
   */
  void show(List<Version> read, JobRun job) {
    int cut =
        read.stream()
            .flatMap(it -> versions.find(it.id()).stream()) // but for what was purged meanwhile
            .mapToInt(Version::passages)
            .sum();
    if (cut <= FEW) {
      var _ = index(read, EmbeddingCourse.TO_THE_END);
      return;
    }
    var current = read.stream().filter(this::isCurrent).map(Version::id).toList();
    var bare = current.isEmpty() ? List.of() : index.indexWords(current);
    var rest = read.stream().filter(it -> bare.contains(it.id())).toList();
    if (!rest.isEmpty()) {
      var kind = rest.size() == 1 && cut > MANY ? EmbedJob.MANY_PASSAGES : EmbedJob.KIND;
      jobs.follow(job, kind, VersionList.payload(rest), Jobs.Priority.BULK);
      rest.forEach(progress::tell);
    }
    if (rest.size() < read.size()) {
      end(read.stream().filter(it -> !rest.contains(it)).toList());
    }
  }

  /**
   * Has the versions indexed in one step: they are then ready.
   *
   * @return false if {@code course} stopped it: they are then as they were
   */
  boolean index(List<Version> read, EmbeddingCourse course) {
    var current = read.stream().filter(this::isCurrent).map(Version::id).toList();
    if (!current.isEmpty() && !index.index(current, course)) {
      return false;
    }
    end(read);
    return true;
  }

  /**
   * The versions are ready, whatever of them is indexed, and say what no model has seen of them.
   */
  void end(List<Version> read) {
    transaction.executeWithoutResult(_ -> read.stream().map(Version::id).forEach(this::end));
    read.forEach(progress::tell);
  }

  private void end(VersionId version) {
    versions.advance(version, Status.READY);
    gaps.told(version).ifPresent(gap -> versions.fail(version, Status.READY, gap.failure()));
  }

  private boolean isCurrent(Version version) {
    return versions
        .documentOf(version.id())
        .filter(document -> document.current().id().equals(version.id()))
        .isPresent();
  }

  /** Cuts texts that are there already into passages: the versions are then being indexed. */
  void cut(List<Version> texts) {
    var cut = new LinkedHashMap<Version, List<Passage>>();
    for (var version : texts) {
      versions
          .text(version.id())
          .ifPresent(text -> cut.put(version, splitter.split(version.id(), text, List.of())));
    }
    transaction.executeWithoutResult(_ -> {
      var there = versions.held(cut.keySet().stream().map(Version::document).toList());
      cut.forEach((version, its) -> {
        if (there.contains(version.document())) {
          passages.replace(version.id(), its);
          versions.advance(version.id(), Status.INDEXING);
        }
      });
    });
  }
}
