package io.cloister.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.jobs.JobId;
import io.cloister.jobs.JobStatus.State;
import io.cloister.jobs.Jobs;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Why jobs failed is told in the language of the page; what is not is marked as quoted. */
@Running
class JobPagesTests {

  @LocalServerPort int port;
  @Autowired Jobs jobs;
  @Autowired People people;

  Actor admin;
  Caller reader;

  @BeforeEach
  void somebody() {
    admin = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    reader = Caller.signedIn(port, "admin", Running.PASSWORD).with("Accept-Language", "de");
  }

  @Test
  void aFailureInsideIsToldInTheReadersLanguage() {
    var job = jobs.submit("of-no-kind", "", Jobs.Priority.INTERACTIVE, admin);
    await().until(() -> state(job) == State.FAILED);

    var row = row("of-no-kind");

    assertThat(row.text())
        .contains("Im Server ist mehrmals etwas schiefgegangen", "Starten Sie es noch einmal")
        .doesNotContain("Something", "Start it");
    assertThat(row.select("q")).isEmpty();
  }

  @Test
  void whatIsSaidOfAFileIsQuoted() {
    var name = "broken-" + UUID.randomUUID() + ".pdf";
    var received =
        Caller.admin(port)
            .upload("/api/v1/documents", Map.of("duplicates", "keep"), name, "%PDF-1.4 no more");
    var job = new JobId(UUID.fromString(JsonPath.<String>read(received.body(), "$.job.id")));
    await().until(() -> state(job) == State.FAILED);

    var row = row(name);

    assertThat(row.text()).contains("Öffnen Sie das Dokument").doesNotContain("Open the document");
    assertThat(row.select("q[lang=en]").text()).startsWith(name + ": ");
    row.select("q").remove();
    assertThat(row.text()).contains("Die Datei ist").doesNotContain("damaged", name);
  }

  private State state(JobId job) {
    return jobs.find(job, admin).orElseThrow().state();
  }

  private Element row(String words) {
    return Jsoup.parse(reader.get("/jobs").body()).select("tr[data-row]").stream()
        .filter(row -> row.text().contains(words))
        .findFirst()
        .orElseThrow();
  }
}
