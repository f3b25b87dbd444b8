package io.cloister.drafting.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.drafting.Citation;
import io.cloister.drafting.Draft;
import io.cloister.drafting.DraftId;
import io.cloister.drafting.Section;
import io.cloister.drafting.Sentence;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.jobs.JobId;
import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import io.cloister.library.text.PassageId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

class FilesTests {

  private static final String MARKDOWN =
      """
      Rooms cost at most **140** euros [1]. <b onclick="x()">Bold</b> & so on.

      - one
        - one below
      - two

      | What | Days |
      |---|---|
      | Receipts | 30 |
      """;

  private final DocumentId document = DocumentId.random();

  @Test
  void theHtmlFileHasTheWordsAndNothingOfTheirsIsAlive() throws IOException {
    var page = Jsoup.parse(html(draft(Draft.State.DRAFT)));

    assertThat(page.title()).isEqualTo("Rooms <& more>");
    assertThat(page.select("h1").text()).isEqualTo("Rooms <& more>");
    assertThat(page.select("[onclick], script, b")).isEmpty();
    assertThat(page.body().text()).contains("<b onclick=\"x()\">Bold</b> & so on.");
    assertThat(page.select("p > strong").text()).isEqualTo("140");
    assertThat(page.select("body > ul").first().select("> li")).hasSize(2);
    assertThat(page.select("li > ul > li").text()).isEqualTo("one below");
    assertThat(page.select("th").eachText()).containsExactly("What", "Days");
    assertThat(page.select("td").eachText()).containsExactly("Receipts", "30");
  }

  @Test
  void theHtmlFileSaysHowItWasMade() throws IOException {
    var page = Jsoup.parse(html(draft(Draft.State.DRAFT)));

    assertThat(page.select(".notice").text()).contains("Draft, not approved.", "local/small");
    assertThat(page.select(".doubtful").text()).contains("so on.", "not supported");
    assertThat(page.select("a[href=#source-1]").text()).isEqualTo("[1]");
    assertThat(page.select("#source-1").text())
        .contains("Travel policy, version 2, page 3", "at most 140 euros");
    assertThat(page.select("meta[name=cloister.source.1]").attr("content"))
        .isEqualTo("document=%s; version=2; sha256=%s".formatted(document, "ab".repeat(32)));
    assertThat(page.select("meta[name=cloister.digitalSourceType]").attr("content"))
        .endsWith("trainedAlgorithmicMedia");
    assertThat(Jsoup.parse(html(draft(Draft.State.APPROVED))).select(".doubtful")).isEmpty();
  }

  @Test
  void theJsonFileHoldsEverySentenceWithItsSupport() throws IOException {
    var bytes = new ByteArrayOutputStream();
    new JsonFile(words()).write(draft(Draft.State.DRAFT), bytes);
    var json = bytes.toString(StandardCharsets.UTF_8);

    assertThat(JsonPath.<String>read(json, "$.title")).isEqualTo("Rooms <& more>");
    assertThat(JsonPath.<String>read(json, "$.sections[0].markdown")).isEqualTo(MARKDOWN);
    assertThat(JsonPath.<List<String>>read(json, "$.sections[0].sentences[*].verdict"))
        .containsExactly("supported", "unsupported");
    assertThat(JsonPath.<String>read(json, "$.citations[0].quote")).isEqualTo("at most 140 euros");
    assertThat(JsonPath.<String>read(json, "$.sources[0].sha256")).isEqualTo("ab".repeat(32));
    assertThat(JsonPath.<String>read(json, "$.provenance['cloister.state']")).isEqualTo("draft");
    assertThat(JsonPath.<List<String>>read(json, "$.notice")).contains("Draft, not approved.");
  }

  private static String html(Draft draft) throws IOException {
    var bytes = new ByteArrayOutputStream();
    new HtmlFile(words()).write(draft, bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static ExportWords words() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/drafting");
    messages.setDefaultEncoding("UTF-8");
    return new ExportWords(messages, Locale.ENGLISH);
  }

  private Draft draft(Draft.State state) {
    var version = new VersionId(UUID.randomUUID());
    var sentences =
        List.of(
            sentence("Rooms cost at most 140 euros [1].", Sentence.Support.SUPPORTED),
            sentence("Bold & so on.", Sentence.Support.UNSUPPORTED));
    var citation =
        new Citation(
            1,
            new Citation.Cited(document, null, "Travel policy", "travel.pdf"),
            2,
            new PassageId(version, 0),
            3,
            10,
            27,
            "at most 140 euros");
    return new Draft(
        DraftId.random(),
        "Rooms <& more>",
        "summary",
        "en",
        Map.of(),
        Label.INTERNAL,
        state,
        List.of(new Section("rooms", "Rooms", MARKDOWN, sentences, true, "local/small")),
        List.of(citation),
        List.of(
            new Draft.SourceVersion(
                document, version, 2, "Travel policy", "travel.pdf", null, "ab".repeat(32), true)),
        new Actor(UserId.random(), "writer", Role.EDITOR, Set.of()),
        new JobId(UUID.randomUUID()),
        null,
        null,
        null,
        new Draft.Review("approver", Instant.EPOCH, ""),
        4,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static Sentence sentence(String text, Sentence.Support support) {
    return new Sentence(text, support, List.of(), List.of(), Sentence.Author.MODEL);
  }
}
