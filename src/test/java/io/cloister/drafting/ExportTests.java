package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The file in which a draft leaves the house. */
@Running
class ExportTests {

  @Autowired ApplicationContext context;
  @Autowired Editing editing;
  @Autowired Reviewing reviewing;
  @Autowired Export export;

  private TravelDraft travel;
  private Draft draft;

  @BeforeEach
  void aDraft() {
    travel = TravelDraft.in(context);
    draft = travel.draft();
  }

  @Test
  void theWordFileHasTheTextTheNoticeTheSourcesAndTheRecord() throws IOException {
    var id = draft.sections().getFirst().id();
    editing.change(
        draft.id(),
        id,
        "### Rules\n\nA **bold** word, 7 < 8 & so on.\n\n| What | Days |\n|---|---|\n| Receipts | 30 |",
        draft.revision(),
        travel.editor());
    reviewing.submit(draft.id(), travel.editor());
    var approved = reviewing.approve(draft.id(), true, travel.other());
    var bytes = new ByteArrayOutputStream();

    export.write(approved, Export.Format.DOCX, bytes, travel.editor());

    try (var file = new XWPFDocument(new ByteArrayInputStream(bytes.toByteArray()))) {
      var text =
          file.getParagraphs().stream()
              .map(XWPFParagraph::getText)
              .collect(Collectors.joining("\n"));
      assertThat(text)
          .contains("Travel in short", "Rules", "A bold word, 7 < 8 & so on.")
          .contains("Approved by " + travel.other().name())
          .contains("without a language model")
          .contains("140 euros", "Travel policy, version 1, page 1")
          .contains(approved.sources().getFirst().sha256());
      assertThat(file.getTables()).hasSize(1);
      assertThat(file.getTables().getFirst().getRow(1).getCell(1).getText()).isEqualTo("30");
      assertThat(file.getParagraphs().getFirst().getStyle()).isEqualTo("Title");
      var custom = file.getProperties().getCustomProperties();
      assertThat(custom.getProperty("cloister.draft").getLpwstr()).isEqualTo(draft.id().toString());
      assertThat(custom.getProperty("cloister.approvedBy").getLpwstr())
          .isEqualTo(travel.other().name());
      assertThat(custom.getProperty("cloister.source.1").getLpwstr()).contains("sha256=");
    }
  }

  @Test
  void aMarkdownFileFetchesAndRunsNothing() throws Exception {
    var hostile =
        """
        - ![x](http://evil.test/?a) ![y][r] \\\\![z](http://evil.test/b) [w](javascript:alert(1))
        - <script>alert(1)</script> <http://evil.test/> <img src=x> [r]

        [r]: http://evil.test/c

        <iframe src="http://evil.test/"></iframe>
        """;
    var section = draft.sections().getFirst().id();
    var changed = editing.change(draft.id(), section, hostile, draft.revision(), travel.editor());
    var bytes = new ByteArrayOutputStream();

    export.write(changed, Export.Format.MD, bytes, travel.editor());

    var shown =
        HtmlRenderer.builder()
            .build()
            .render(Parser.builder().build().parse(bytes.toString(StandardCharsets.UTF_8)));
    assertThat(shown).contains("evil.test").doesNotContain("<img", "<a ", "<script", "<iframe");
  }
}
