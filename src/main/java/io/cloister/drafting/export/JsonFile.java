package io.cloister.drafting.export;

import io.cloister.drafting.Citation;
import io.cloister.drafting.Draft;
import io.cloister.drafting.Section;
import io.cloister.drafting.Sentence;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A draft for programs: its words, what supports each sentence, and its record. */
public final class JsonFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ExportWords words;

  public JsonFile(ExportWords words) {
    this.words = words;
  }

  public void write(Draft draft, OutputStream out) throws IOException {
    var shape =
        new DraftShape(
            draft.id().toString(),
            draft.title(),
            draft.template(),
            draft.language(),
            draft.state().word(),
            draft.revision(),
            words.notice(draft),
            draft.sections().stream().map(SectionShape::of).toList(),
            draft.citations().stream().map(CitationShape::of).toList(),
            draft.sources().stream().map(SourceShape::of).toList(),
            Provenance.of(draft));
    out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(shape));
  }

  record DraftShape(
      String id,
      String title,
      String template,
      String language,
      String state,
      int revision,
      List<String> notice,
      List<SectionShape> sections,
      List<CitationShape> citations,
      List<SourceShape> sources,
      Map<String, String> provenance) {}

  record SectionShape(
      String id,
      String heading,
      String markdown,
      @Nullable String model,
      List<SentenceShape> sentences) {

    static SectionShape of(Section section) {
      return new SectionShape(
          section.id(),
          section.heading(),
          section.markdown(),
          section.model(),
          section.sentences().stream().map(SentenceShape::of).toList());
    }
  }

  record SentenceShape(String text, String verdict, List<Integer> citations, String author) {

    static SentenceShape of(Sentence sentence) {
      return new SentenceShape(
          sentence.text(),
          sentence.verdict().word(),
          sentence.citations(),
          sentence.author().word());
    }
  }

  record CitationShape(
      int n,
      String document,
      String title,
      int version,
      @Nullable Integer page,
      int start,
      int end,
      String quote) {

    static CitationShape of(Citation citation) {
      return new CitationShape(
          citation.n(),
          citation.document().id().toString(),
          citation.document().title(),
          citation.version(),
          citation.page(),
          citation.start(),
          citation.end(),
          citation.quote());
    }
  }

  record SourceShape(String document, int version, String title, String fileName, String sha256) {

    static SourceShape of(Draft.SourceVersion source) {
      return new SourceShape(
          source.document().toString(),
          source.version(),
          source.title(),
          source.fileName(),
          source.sha256());
    }
  }
}
