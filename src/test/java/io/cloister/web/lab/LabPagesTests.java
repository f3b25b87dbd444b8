package io.cloister.web.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.SearchQuery.Mode;
import io.cloister.search.lab.JudgedCases;
import io.cloister.search.lab.Knobs;
import io.cloister.search.lab.QueryRecords;
import io.cloister.search.lab.Trials;
import io.cloister.web.Shelf;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Administrators try queries, judge what is found, and see what is searched for. */
@Running
class LabPagesTests {

  private static final Pattern RECORD = Pattern.compile("data-record=\"([^\"]+)\"");

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired io.cloister.search.Shelf texts;
  @Autowired PassageSearch search;
  @Autowired Trials trials;
  @Autowired JudgedCases cases;
  @Autowired QueryRecords records;

  private final String word = "w" + UUID.randomUUID().toString().replaceAll("[^a-z]", "") + "x";
  private Shelf people;
  private Actor admin;
  private Actor stranger;
  private Caller mine;
  private Caller other;
  private Caller api;
  private Collection collection;
  private DocumentId often;
  private DocumentId once;

  @BeforeEach
  void twoAdministratorsOfWhomOneMayRead() {
    people = new Shelf(product);
    admin = people.person("lab-" + UUID.randomUUID(), Role.ADMIN);
    stranger = people.person("lab-" + UUID.randomUUID(), Role.ADMIN);
    collection = people.collection("Lab of " + admin.name(), admin);
    mine = Caller.signedIn(port, admin.name(), Shelf.PASSWORD);
    other = Caller.signedIn(port, stranger.name(), Shelf.PASSWORD);
    api = Caller.admin(port);
    var first = product.getBean(People.class).find(People.FIRST).orElseThrow();
    product
        .getBean(Collections.class)
        .setAccess(
            collection.id(),
            List.of(
                Access.ofUser(admin.user(), Right.MANAGE), Access.ofUser(first.id(), Right.READ)),
            admin);
    often = texts.add(collection.id(), "Often", "The %1$s, a %1$s and %1$s.".formatted(word));
    once =
        texts.add(collection.id(), "Once", "A long text in which a %s is named.".formatted(word));
  }

  @AfterEach
  void switchOff() {
    records.set(new QueryRecords.Setting(false, 30), admin);
    records.purge(admin);
    cases
        .all(admin)
        .forEach(one ->
            one.judgements()
                .forEach(each -> cases.remove(one.number(), each.document().id(), admin)));
  }

  @Test
  void showsWhatBroughtEachDocumentWhereItIs() {
    var tried = api.post("/api/v1/search/trials", "{\"query\":\"%s\"}".formatted(word)).body();

    assertThat(JsonPath.<List<String>>read(tried, "$.rows[*].hit.document.title"))
        .startsWith("Often", "Once");
    assertThat(JsonPath.<Integer>read(tried, "$.rows[0].words.rank")).isOne();
    assertThat(JsonPath.<Integer>read(tried, "$.rows[1].words.rank")).isEqualTo(2);
    assertThat(JsonPath.<Double>read(tried, "$.rows[0].fused.score")).isPositive();
    // by words: what else is near a word of chance in meaning, other tests decide
    assertThat(mine.get("/admin/lab?mode=keyword&q=" + word).body())
        .contains("Often", "Once", "2 documents");
  }

  @Test
  void ranksAsASearchDoesAndWithoutChangingIt() {
    var scope = AccessScope.of(collection.id());
    var query = SearchQuery.of(word + " named", Grouping.DOCUMENT, 10);
    var found = search.find(query, scope).hits().stream().map(hit -> hit.document().id()).toList();

    assertThat(trials.best(query, trials.usual(), scope)).isEqualTo(found);
    var usual = trials.usual();
    var knobs = new Knobs(Mode.HYBRID, 0, 0, 5, 50, false);
    assertThat(trials.of(query, knobs, 10, scope).rows()).hasSize(2);
    assertThat(trials.usual()).isEqualTo(usual);
    assertThat(mine.get("/admin/lab?q=%s&tried=yes&meaning=0&near=5".formatted(word)).body())
        .contains("value=\"0.0\"", "value=\"5.0\"");
  }

  @Test
  void showsNoAdministratorWhatTheyMayNotRead() {
    mine.submit("/admin/lab?q=" + word, "/admin/lab/cases", judgement(often, true));

    assertThat(other.get("/admin/lab?q=" + word).body()).doesNotContain("Often", "Once");
    assertThat(other.get("/api/v1/judgements").body()).doesNotContain(often.toString(), word);
    assertThat(other.get("/admin/lab/cases").body()).doesNotContain(word);
    assertThat(other.get("/admin/lab/cases/qrels.txt").body()).doesNotContain(often.toString());
    int number = cases.of(word, admin).orElseThrow().number();
    var own =
        texts.add(people.collection("Own of " + stranger.name(), stranger).id(), "Own", "Own.");
    var qrels = "%d 0 %s 1\n".formatted(number, own);
    other.submit(
        "/admin/lab/cases", "/admin/lab/cases/import", Map.of("topics", "", "qrels", qrels));
    assertThat(other.get("/api/v1/judgements").body())
        .as("a number tells nobody the words of a query")
        .doesNotContain(word);
    assertThat(other.submit("/admin/lab", "/admin/lab/cases", judgement(often, false)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void makesJudgedCasesOfClicksAndMeasuresSettingsByThem() {
    mine.submit("/admin/lab?q=" + word, "/admin/lab/cases", judgement(often, false));
    mine.submit("/admin/lab?q=" + word, "/admin/lab/cases", judgement(once, true));
    assertThat(mine.get("/admin/lab?q=" + word).body()).contains("aria-pressed=\"true\"");

    var run = api.post("/api/v1/judgements/run", "{\"mode\":\"keyword\",\"rerank\":false}").body();
    assertThat(JsonPath.<Integer>read(run, "$.judged")).isOne();
    assertThat(JsonPath.<Double>read(run, "$.usual")).isBetween(0.6, 1.0);
    assertThat(mine.get("/admin/lab/cases?run=true").body())
        .contains("id=\"run\"", "nDCG@10", "No right answer moved");

    var qrels = mine.get("/admin/lab/cases/qrels.txt").body();
    var topics = mine.get("/admin/lab/cases/topics.tsv").body();
    assertThat(qrels).contains(" 0 %s 1\n".formatted(once), " 0 %s 0\n".formatted(often));
    assertThat(topics).contains("\t" + word + "\n");
    for (var one : cases.all(admin)) {
      one.judgements()
          .forEach(each ->
              mine.submit(
                  "/admin/lab/cases",
                  "/admin/lab/cases/%d/%s/delete".formatted(one.number(), each.document().id()),
                  Map.of()));
    }
    assertThat(cases.all(admin)).isEmpty();

    mine.submit(
        "/admin/lab/cases", "/admin/lab/cases/import", Map.of("topics", topics, "qrels", qrels));
    assertThat(cases.of(word.toUpperCase(Locale.ROOT), admin).orElseThrow().right())
        .containsExactly(once);
  }

  @Test
  void recordsSearchesOnlyWhereThatIsSwitchedOnAndSaidToThoseWhoSearch() {
    var silent = mine.get("/search?q=" + word).body();
    assertThat(silent).doesNotContain("data-record", "Searches are recorded");
    assertThat(records.latest(100, admin)).isEmpty();

    mine.submit(
        "/admin/lab/records",
        "/admin/lab/records/setting",
        Map.of("enabled", "true", "keepDays", "7"));
    assertThat(mine.get("/").body()).contains("Searches are recorded for 7 days");
    var page = mine.get("/search?q=" + word).body();
    assertThat(page).contains("Searches are recorded for 7 days", "data-rank=\"1\"");
    var record = RECORD.matcher(page);
    assertThat(record.find()).isTrue();
    mine.submit("/", "/search/opened", Map.of("record", record.group(1), "rank", "2"));
    mine.get("/search?mode=keyword&q=nothing" + word);
    mine.get("/search?mode=keyword&q=NOTHING" + word);

    var told = mine.get("/api/v1/search/records").body();
    assertThat(JsonPath.<List<Integer>>read(told, "$.items[?(@.query=='" + word + "')].opened"))
        .containsExactly(2);
    assertThat(JsonPath.<List<Integer>>read(told, "$.withoutResults[*].times")).contains(2);
    assertThat(told).doesNotContain(admin.name(), "Often", often.toString());
    assertThat(mine.get("/admin/lab/records").body()).contains("nothing" + word);

    var wide = "\uFDFA".repeat(300);
    assertThat(mine.get("/search?mode=keyword&q=" + URLEncoder.encode(wide, UTF_8)).statusCode())
        .isEqualTo(200);

    mine.submit("/admin/lab/records", "/admin/lab/records/purge", Map.of());
    assertThat(mine.get("/api/v1/search/records").body()).doesNotContain(word);
  }

  private Map<String, String> judgement(DocumentId document, boolean relevant) {
    return Map.of("q", word, "document", document.toString(), "relevant", String.valueOf(relevant));
  }
}
