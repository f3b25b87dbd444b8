package io.cloister.api.ingest;

import static io.cloister.api.ingest.Wholes.mail;
import static io.cloister.api.ingest.Wholes.tarGz;
import static io.cloister.api.ingest.Wholes.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Of what files with others in them are about, the names of the others say nothing. */
@Running
class PartTagsTests {

  private static final String BOILER = "The boiler inspection found rust.";

  @LocalServerPort int port;

  @Test
  void membersOfArchivesAreNoTags() throws IOException {
    var inner =
        zip("ledgers/quarterly-figures.csv", "a,b\n1,2", "ledgers/zettelkasten.txt", BOILER);
    var tags =
        tags(
            "minutes.zip",
            zip(
                "minutes/M\u00e4rz.txt",
                BOILER + " Pumps were oiled.",
                "minutes/Walnut  Hall.txt",
                "A second boiler inspection is planned in June.",
                "inner.zip",
                inner,
                "more.tar.gz",
                tarGz("tarballs/walnut.txt", "Rust was taken off the boiler.")));

    assertThat(tags).contains("boiler inspection");
    assertThat(String.join("|", tags).toLowerCase(Locale.ROOT))
        .doesNotContain("minutes", "m\u00e4rz", "txt", "walnut", "zip", "ledgers", "figures", "csv")
        .doesNotContain("zettelkasten", "tar", "inner");
  }

  @Test
  void attachmentsOfMailsAreNoTags() {
    var page = "<html><body><p>The boiler inspection is over.</p></body></html>";
    var tags = tags("two.eml", mail(BOILER, "\u00dcbersicht Kessel.html", page));

    assertThat(tags).contains("boiler inspection");
    assertThat(String.join("|", tags).toLowerCase(Locale.ROOT))
        .doesNotContain("txt", "html", "\u00fcbersicht", "kessel");
  }

  private List<String> tags(String fileName, byte[] bytes) {
    var admin = Caller.admin(port);
    var sent = admin.upload("/api/v1/documents", Map.of(), fileName, bytes).body();
    var one = "/api/v1/documents/" + JsonPath.<String>read(sent, "$.documents[0].id");
    await().until(() -> admin.get(one).body().contains("\"status\":\"ready\""));
    var suggested = admin.post(one + "/tag-suggestions", "{\"limit\":100}").body();
    return JsonPath.read(suggested, "$.items[*].term.name");
  }
}
