package io.cloister.web.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = FrameOnly.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.flyway.enabled=false")
class ErrorPagesTests {

  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @Test
  void aBrowserGetsAPage() throws Exception {
    var answer = get("/nothing", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<main", "There is nothing here", "Back to the search");
  }

  @Test
  void aProgramGetsAProblem() throws Exception {
    for (var answer :
        new HttpResponse<?>[] {
          get("/nothing", "Accept", "application/json"), get("/api/v1/nothing", "Accept", "*/*")
        }) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body().toString())
          .contains("\"code\":\"not-found\"", "\"status\":404", "\"hint\":");
    }
  }

  @Test
  void aPartOfAPageGetsAPartOfAPage() throws Exception {
    var answer = get("/gallery/breaks", "HX-Request", "true");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).startsWith("<div class=\"note note-bad\"").doesNotContain("<html");
  }

  @Test
  void nobodyIsShownWhatBrokeInside() throws Exception {
    var answer = get("/gallery/breaks", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("Something went wrong")
        .doesNotContain("inside", "Exception", "\tat ");
  }

  @Test
  void whatARoomRefusesIsSaidInItsWords() throws Exception {
    assertThat(get("/gallery/refuses", "Accept", "text/html").body())
        .contains("Not allowed", "needs the role editor");
    assertThat(get("/gallery/conflicts", "Accept", "text/html").body())
        .contains("Changed in the meantime", "Open it again.");
    assertThat(get("/gallery/missing", "Accept", "text/html").statusCode()).isEqualTo(404);
  }

  @Test
  void whatTheServerItselfTurnsAwayIsWordedToo() throws Exception {
    var page = get("/d/%00", "Accept-Language", "de");
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("<main", "Das war nicht zu verstehen")
        .doesNotContain("HTTP Status", "Tomcat", "lang=\"en\"");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(Jsoup.parse(page.body()).expectFirst("html").attr("data-theme")).isEqualTo("system");

    var wanted = get("/d/%00", "Cookie", Preferences.COOKIE + "=theme-dark");
    assertThat(Jsoup.parse(wanted.body()).expectFirst("html").attr("data-bs-theme"))
        .isEqualTo("dark");

    var problem = get("/api/v1/documents/%00", "Accept", "text/html");
    assertThat(problem.statusCode()).isEqualTo(400);
    assertThat(problem.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(problem.body())
        .contains(
            "\"code\":\"malformed\"",
            "\"hint\":\"Compare it",
            "\"instance\":\"/api/v1/documents/%00\"");
  }

  @Test
  void whatIsTooLongForTheServerIsToldWhatToDo() throws Exception {
    var program = get("/api/v1/search?q=" + "%E6%BC%A2".repeat(1_000), "Accept", "*/*");
    assertThat(program.statusCode()).isEqualTo(414);
    assertThat(program.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(program.body())
        .contains(
            "\"code\":\"address-too-long\"", "\"instance\":\"/api/v1/search\"", "POST /api/v1/ask")
        .doesNotContain("%E6");

    var page = get("/search?q=" + "%E6%BC%A2".repeat(1_000), "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(414);
    assertThat(page.body()).contains("<main", "Search with fewer words");
    assertThat(Jsoup.parse(page.body()).select("section[lang=de] h2").text())
        .as("said in all, as nobody read which is wanted")
        .isEqualTo("Zu lang für eine Adresse");

    var headers = get("/api/v1/search", "X-Large", "x".repeat(9_000));
    assertThat(headers.statusCode()).isEqualTo(431);
    assertThat(headers.body()).contains("\"code\":\"headers-too-large\"", "fewer headers");
  }

  @Test
  void whatNobodyCanReadOfAcceptIsPassedOver() throws Exception {
    for (var accept : new String[] {"garbage", "text/html, /", "*/*;q=x"}) {
      var page = get("/nothing", "Accept", accept);
      assertThat(page.statusCode()).as(accept).isEqualTo(404);
      assertThat(page.body()).contains("There is nothing here");
      assertThat(get("/api/v1/nothing", "Accept", accept).body())
          .contains("\"code\":\"not-found\"");
      assertThat(get("/api/v1/suggest", "Accept", accept).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRangeInWhatNobodyKnowsIsPassedOver() throws Exception {
    var whole = get("/app.css", "Accept", "*/*");
    for (var range : new String[] {"foo=0-1", "bytes 0-1", "x"}) {
      var answer = get("/app.css", "Range", range);
      assertThat(answer.statusCode()).as(range).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(whole.body());
    }
    assertThat(get("/app.css", "Range", "bytes=0-1").statusCode()).isEqualTo(206);
    assertThat(get("/app.css", "Range", "bytes=9999999-").statusCode()).isEqualTo(416);
  }

  @Test
  void unchangedFilesAreNotSentTwice() throws Exception {
    var first = get("/app.css", "Accept", "*/*");
    var tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(get("/app.css", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(
            get("/webjars/tabler__core/1.4.0/dist/css/tabler.min.css", "Accept", "*/*")
                .headers()
                .firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
  }

  private HttpResponse<String> get(String path, String header, String value)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header(header, value)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
