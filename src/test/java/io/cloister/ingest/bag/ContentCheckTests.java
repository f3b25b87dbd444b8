package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloister.ingest.bag.BagRefused.Problem;
import io.cloister.library.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a bag says of two documents, of eleven signs each, that contradicts itself. */
class ContentCheckTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TEXT = "Some words.";
  private static final UUID COLLECTION = UUID.randomUUID();
  private static final String TAG =
      """
      {"term":"ea0cd41c-6b5e-4cd0-8d4b-5b8e0aa3cbf6","name":"a tag","vocabulary":"topics",\
      "source":"person","confidence":1,"assignedAt":"2026-01-31T12:00:00Z","assignedBy":"ada"}\
      """;

  @TempDir Path folder;

  private final List<String> documents = new ArrayList<>();
  private String passages = "";

  @BeforeEach
  void furnish() throws Exception {
    documents.add(document(UUID.randomUUID()));
    documents.add(document(UUID.randomUUID()));
    passages =
        """
        {"pageStarts":[0,5],"passages":[{"start":0,"end":11,"page":1,"heading":null}],\
        "hidden":[{"start":0,"end":4,"kind":"tiny"}],\
        "parts":[{"name":"a.txt","mediaType":"text/plain","depth":1,"start":0,"end":11}],\
        "said":[{"start":5,"end":11,"from":0,"to":1000}]}\
        """;
  }

  @Test
  void letsThroughWhatFits() throws IOException {
    check();
    assertThat(folder.resolve("bag.zip")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[0,5]|[5,0]",
        "[0,5]|[0,12]",
        "[0,5]|[-1,5]",
        "\"end\":4|\"end\":12",
        "\"end\":4|\"end\":0",
        "tiny|unheard-of",
        "\"hidden\":[|\"hidden\":[{\"start\":0,\"end\":1,\"kind\":\"tiny\"},",
        "\"depth\":1,\"start\":0,\"end\":11|\"depth\":1,\"start\":0,\"end\":12",
        "\"a.txt\"|null",
        "text/plain|text/plain"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "\"start\":5,\"end\":11|\"start\":5,\"end\":12",
        "\"from\":0|\"from\":2000",
      })
  void refusesStretchesThatAreNotOfTheText(String was, String said) {
    assertThat(passages).contains(was);
    passages = passages.replace(was, said);
    assertRefused();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"bytes\":11|\"bytes\":10",
        "\"pages\":2|\"pages\":-2",
        "\"confidence\":1|\"confidence\":2",
        "\"confidence\":1|\"confidence\":\"NaN\"",
      })
  void refusesNumbersThatCannotBe(String was, String said) {
    assertThat(documents.getFirst()).contains(was);
    documents.set(0, documents.getFirst().replace(was, said));
    assertRefused();
  }

  @Test
  void refusesATagThatIsThereTwice() {
    documents.set(0, documents.getFirst().replace(TAG, TAG + "," + TAG));
    assertRefused();
  }

  @Test
  void refusesAnExternalIdThatTwoDocumentsHave() {
    documents.replaceAll(it -> it.replace("\"externalId\":null", "\"externalId\":\"one\""));
    assertRefused();
  }

  private void assertRefused() {
    assertThatThrownBy(this::check)
        .isInstanceOfSatisfying(
            BagRefused.class, it -> assertThat(it.problem()).isEqualTo(Problem.CONTENT));
  }

  private void check() throws IOException {
    var file = folder.resolve("bag.zip");
    try (var out = Files.newOutputStream(file);
        var bag = new BagWriter(out, folder.resolve("list"))) {
      bag.add("library.json", to -> to.write(library().getBytes(UTF_8)));
      for (var document : documents) {
        var its = DocumentEntry.folder(UUID.fromString(document.substring(7, 43)));
        bag.add(its + "v1/original/a.txt", to -> to.write(TEXT.getBytes(UTF_8)));
        bag.add(its + "v1/text.txt", to -> to.write(TEXT.getBytes(UTF_8)));
        bag.add(its + "v1/passages.json", to -> to.write(passages.getBytes(UTF_8)));
        bag.add(its + DocumentEntry.FILE, to -> to.write(document.getBytes(UTF_8)));
      }
      bag.finish(Map.of(LibraryExport.FORM, LibraryExport.FORM_VERSION));
    }
    try (var bag = Bag.open(file)) {
      new ContentCheck(List.of(), JSON).check(new BagContent(bag, JSON), BagCheck.check(bag));
    }
  }

  private static String library() {
    return """
    {"collections":[{"id":"%s","name":"library","label":"internal",\
    "createdAt":"2026-01-31T12:00:00Z",\
    "keeping":{"keepDays":null,"binDays":null,"hold":null},"access":[]}],"parts":[]}\
    """
        .formatted(COLLECTION);
  }

  private static String document(UUID id) throws Exception {
    var digest = Sha256.digest();
    digest.update(TEXT.getBytes(UTF_8));
    return """
    {"id":"%s","externalId":null,"title":"A title","collection":"%s","label":"internal",\
    "metadata":{},"currentVersion":1,"createdAt":"2026-01-31T12:00:00Z",\
    "updatedAt":"2026-01-31T12:00:00Z","binnedAt":null,"tags":[%s],\
    "versions":[{"id":"%s","number":1,"file":"v1/original/a.txt","sha256":"%s","bytes":11,\
    "fileName":"a.txt","mediaType":"text/plain","status":"ready","failureCode":null,\
    "failureDetail":null,"pages":2,"language":"en","createdAt":"2026-01-31T12:00:00Z",\
    "createdBy":"ada","text":"v1/text.txt","passages":"v1/passages.json"}]}\
    """
        .formatted(id, COLLECTION, TAG, UUID.randomUUID(), Sha256.ofDigest(digest.digest()).hex());
  }
}
