package io.cloister.web.search;

import static io.cloister.ScriptedEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.sun.net.httpserver.HttpExchange;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.identity.Role;
import io.cloister.library.collection.Collection;
import io.cloister.web.Shelf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The best of what is found stands as a model that ranks says, or else as it stood. */
@Running
class RerankedSearchTests {

  private static final String ROUTES = "/api/v1/models/routes";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired io.cloister.search.Shelf texts;

  private final String name = "ranks-" + UUID.randomUUID();
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private Caller admin;
  private Caller mine;
  private String connection = "";
  private String routes = "";
  private String place = "";

  @BeforeEach
  void threeDocumentsAndAModelThatRanks() {
    var people = new Shelf(product);
    var owner = people.person("ranked-" + UUID.randomUUID(), Role.STAFF);
    Collection collection = people.collection("Ranks of " + owner.name(), owner);
    place = "&collection=" + collection.id();
    mine = Caller.signedIn(port, owner.name(), Shelf.PASSWORD);
    texts.add(collection.id(), "Bilbies", "Bilbies: bilbies dig, bilbies sleep.");
    texts.add(collection.id(), "Of the desert", "Some bilbies dig in dry sand by night.");
    texts.add(collection.id(), "Burrows", "A long text of burrows, where bilbies may be found.");
    admin = Caller.admin(port);
    routes = admin.get(ROUTES).body();
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","baseUrl":"%s","boundary":"inside","models":[{"name":"m","kinds":["rerank"]}]}
            """
                .formatted(name, endpoint.address()));
    connection = JsonPath.read(made.body(), "$.id");
    var routed =
        admin.send(
            "PUT",
            ROUTES,
            """
            {"mode":"own","tier":"balanced","routes":[{"function":"rerank","chain":["%s/m"]}]}
            """
                .formatted(name));
    assertThat(routed.statusCode()).as(routed.body()).isEqualTo(200);
  }

  @AfterEach
  void close() {
    admin.send("PUT", ROUTES, routes);
    admin.delete("/api/v1/models/connections/" + connection);
    endpoint.close();
  }

  @Test
  void followsTheModelOnThePageAndOverHttp() {
    endpoint.script(RerankedSearchTests::lastIsBest);
    assertThat(titles("keyword")).hasSize(3);
    assertThat(endpoint.seen()).as("no model is asked for words").isEmpty();

    var after = titles("hybrid");

    assertThat(after.reversed()).isEqualTo(askedInOrder());
    assertThat(ranking()).isEqualTo("reranked");
    var page = mine.get("/search?q=bilbies" + place).body();
    assertThat(page).doesNotContain("order of words and meaning");
    assertThat(after.stream().map(title -> page.indexOf(">" + title + "</a></h2>")).toList())
        .isSorted()
        .allMatch(at -> at > 0);
  }

  @Test
  void leavesTheOrderAndSaysSoWhereTheModelIsDead() {
    endpoint.script(status(500, "broken"));

    assertThat(titles("hybrid")).isEqualTo(askedInOrder());
    assertThat(ranking()).isEqualTo("rerank-failed");
    assertThat(mine.get("/search?q=bilbies" + place).body()).contains("order of words and meaning");
  }

  private List<String> titles(String mode) {
    var found = mine.get("/api/v1/search?q=bilbies&mode=" + mode + place).body();
    return JsonPath.read(found, "$.hits[*].document.title");
  }

  private String ranking() {
    return JsonPath.read(mine.get("/api/v1/search?q=bilbies" + place).body(), "$.ranking");
  }

  /** The titles of what the model was given, which it is given as words and meaning rank it. */
  private List<String> askedInOrder() {
    var texts = JsonPath.<List<String>>read(endpoint.seen().getFirst().body(), "$.documents");
    return texts.stream()
        .map(text ->
            text.startsWith("Bilbies:")
                ? "Bilbies"
                : text.startsWith("Some") ? "Of the desert" : "Burrows")
        .toList();
  }

  private static void lastIsBest(ScriptedEndpoint endpoint, HttpExchange exchange)
      throws IOException {
    var texts = JsonPath.<List<String>>read(endpoint.seen().getLast().body(), "$.documents");
    var ranked =
        IntStream.range(0, texts.size())
            .mapToObj(i -> "{\"index\":%d,\"relevance_score\":%d}".formatted(i, i))
            .collect(Collectors.joining(","));
    var bytes = ("{\"results\":[" + ranked + "]}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
