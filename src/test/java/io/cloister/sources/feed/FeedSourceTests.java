package io.cloister.sources.feed;

import static io.cloister.sources.PlaceServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.cloister.Running;
import io.cloister.sources.PlaceServer;
import io.cloister.sources.TriedSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Feeds that a server on this machine serves. */
@Running
class FeedSourceTests {

  private static final String FIRST = item("1", "Valves", "The valve is inspected in autumn.");
  private static final String SECOND = item("2", "Pumps / oil", "The pump is oiled in spring.");

  @LocalServerPort int port;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final PlaceServer server = PlaceServer.start(this::answer);
  @AutoClose private TriedSource source;
  private volatile int status = 200;
  private volatile String feed = "";

  @BeforeEach
  void furnish() {
    source = new TriedSource(port);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var etag = "\"" + feed.hashCode() + "\"";
    var known = String.valueOf(exchange.getRequestHeaders().getFirst("If-None-Match"));
    asked.add(exchange.getRequestURI().getPath() + " " + known);
    if (exchange.getRequestURI().getPath().startsWith("/files/")) {
      send(exchange, 200, "What was enclosed.");
    } else if (status == 200 && known.equals(etag)) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.getResponseHeaders().set("ETag", etag);
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      send(exchange, status, feed);
    }
  }

  @Test
  void bringsEntriesOnceAndTheirChangesAsVersions() {
    feed = rss(FIRST);
    source.add("feed", place(""), ",\"folderTags\":true");
    assertThat(source.last("added")).isEqualTo(1);
    assertThat(source.files()).containsExactly("Valves.html");
    assertThat(source.content("Valves.html"))
        .contains("<title>Valves</title>", "<b>inspected</b>", "https://site.example/1", "2026-11-")
        .doesNotContain("Short.");
    assertThat(source.boundary()).contains(origin(), "source '" + source.name());

    source.look();
    assertThat(asked.getLast()).as("asked whether it changed").contains("\"" + feed.hashCode());
    assertThat(source.last("unchanged")).isEqualTo(1);

    feed = rss(SECOND);
    source.look();
    assertThat(source.last("added")).isEqualTo(1);
    assertThat(source.files())
        .as("what the feed shows no more is not gone")
        .containsExactlyInAnyOrder("Valves.html", "Pumps oil.html");

    feed = rss(FIRST.replace("autumn", "winter"), SECOND);
    source.look();
    assertThat(source.last("updated")).isEqualTo(1);
    assertThat(source.version("Valves.html")).isEqualTo(2);
  }

  @Test
  void bringsWhatIsEnclosedFromNamedHostsOnly() {
    feed =
        rss(
            enclosing("1", origin() + "/files/report.txt"),
            enclosing("2", "http://files.example/other.txt"));
    source.add("feed", place(",\"brings\":\"enclosures\""), "");

    assertThat(source.files()).containsExactly("report.txt");
    assertThat(source.content("report.txt")).isEqualTo("What was enclosed.");
    assertThat(source.last("failed")).isEqualTo(1);
    assertThat(source.failures()).contains("elsewhere", "files.example");

    feed = rss(enclosing("1", origin() + "/files/report.txt"));
    source.look();
    assertThat(source.failures()).doesNotContain("elsewhere");
  }

  @Test
  void readsAtom() {
    feed =
        """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:news</id>
        <updated>2026-11-01T10:00:00Z</updated>
        <entry><id>urn:news:1</id><title>Inspection</title><updated>2026-11-01T10:00:00Z</updated>
        <author><name>Ada</name></author><link href="https://site.example/inspection"/>
        <content type="html">&lt;p&gt;All &lt;i&gt;valves&lt;/i&gt;.&lt;/p&gt;</content></entry>
        </feed>
        """;
    source.add("feed", place(""), "");
    assertThat(source.content("Inspection.html")).contains("Ada", "<p>All <i>valves</i>.</p>");
  }

  @Test
  void tellsWhatIsWrongAndLosesNothing() {
    feed = rss(FIRST);
    source.add("feed", place(""), ",\"whenGone\":\"bin\"");
    feed =
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + rss(item("3", "&x;", "&x;"));
    source.look();
    assertThat(source.problem()).isEqualTo("not-understood");
    status = 302;
    source.look();
    assertThat(source.problem()).isEqualTo("moved-elsewhere");
    assertThat(asked).noneMatch(path -> path.startsWith("/elsewhere"));
    status = 404;
    source.look();
    assertThat(source.problem()).isEqualTo("not-there");
    server.close();
    source.look();
    assertThat(source.problem()).isEqualTo("unreachable");
    assertThat(source.files()).containsExactly("Valves.html");
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (var address : List.of("", "ftp://a.example/x", "https://user:pw@a.example/", "//x", " ")) {
      assertThat(source.refused("feed", "{\"address\":\"%s\"}".formatted(address), ""))
          .as(address)
          .contains("\"field\":\"address\"");
    }
    assertThat(source.refused("feed", "{\"brings\":\"all\"}", "")).contains("\"field\":\"place\"");
    assertThat(source.refused("sea", "{}", "")).contains("\"field\":\"kind\"");
  }

  // --- help ---------------------------------------------------------------------------------

  private String origin() {
    return server.address();
  }

  private String place(String more) {
    return "{\"address\":\"%s/feed.xml\"%s}".formatted(origin(), more);
  }

  private static String rss(String... items) {
    return """
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>News</title><link>https://site.example</link><description>News</description>%s
    </channel></rss>
    """
        .formatted(String.join("", items));
  }

  private static String item(String id, String title, String text) {
    return """
    <item><guid isPermaLink="false">%s</guid><title>%s</title><category>news</category>
    <link>https://site.example/%s</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>
    """
        .formatted(id, title, id, text.replace("inspected", "<b>inspected</b>"));
  }

  private static String enclosing(String id, String address) {
    return """
    <item><guid>%s</guid><title>File %s</title>
    <enclosure url="%s" length="18" type="text/plain"/></item>
    """
        .formatted(id, id, address);
  }
}
