package io.cloister.sources;

import static io.cloister.sources.PlaceServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.jayway.jsonpath.JsonPath;
import com.sun.net.httpserver.HttpExchange;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.egress.Authority;
import io.cloister.egress.TlsDoor;
import io.cloister.identity.Role;
import io.cloister.sources.place.Place;
import io.cloister.web.Shelf;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Sources at hosts whose certificates an authority of the house signed. */
@Running
class SourceTlsTests {

  private static final String FILE = "valves.txt";
  private static final String MESSAGE = "mail-1.eml";
  private static final String FOLDER =
      """
      <D:multistatus xmlns:D="DAV:"><D:response><D:href>/dav/valves.txt</D:href></D:response>
      </D:multistatus>
      """;
  private static final String BUCKET =
      """
      <ListBucketResult><Contents><Key>valves.txt</Key><ETag>1</ETag></Contents></ListBucketResult>
      """;
  private static final String NEWS =
      """
      <rss version="2.0"><channel><title>News</title><link>https://site.test</link>
      <description>News</description><item><title>Valves</title><guid>1</guid>
      <enclosure url="/files/valves.txt" length="1" type="text/plain"/></item></channel></rss>
      """;

  private static Authority authority;
  private static SSLContext localhost;
  private static SSLContext elsewhere;

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  private final String text = "The valve is inspected in autumn, says " + UUID.randomUUID() + ".";
  private final List<String> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final PlaceServer plain = PlaceServer.start(this::answer);
  @AutoClose private TlsDoor web;
  @AutoClose private TlsDoor post;
  @AutoClose private TriedSource source;
  private GreenMail mail;

  @BeforeAll
  static void issue() throws Exception {
    authority = new Authority();
    localhost = authority.context(authority.issue("localhost"));
    elsewhere = authority.context(authority.issue("elsewhere.test"));
  }

  @BeforeEach
  void serve() {
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    mail.start();
    mail.setUser("ada@example.com", "ada", "secret")
        .deliver(GreenMailUtil.newMimeMessage("Subject: Valves\r\n\r\n" + text + "\r\n"));
    open(localhost);
    source = new TriedSource(port);
  }

  @AfterEach
  void end() {
    mail.stop();
  }

  private void open(SSLContext own) {
    web = TlsDoor.before(plain.port(), own);
    post = TlsDoor.before(mail.getImap().getPort(), own);
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.Kind.class,
      names = {"WEBDAV", "S3", "FEED", "MAILBOX"})
  void believesTheAuthorityThatIsGivenForThisSourceAlone(Place.Kind kind) throws Exception {
    source.add(kind.word(), place(kind), secret(kind));
    assertThat(source.problem()).isEqualTo("unknown-authority");
    assertThat(source.shown()).contains("enter the certificate of that authority (PEM)");
    var another = new Authority();
    source.change(kind.word(), place(kind), tls(another.pem()));
    source.look();
    assertThat(source.problem()).as("of the same name").isEqualTo("unknown-authority");
    assertThat(asked).as("nothing was sent").isEmpty();

    source.change(kind.word(), place(kind), tls(another.pem() + authority.pem()));
    source.look();
    assertThat(source.problem()).isNull();
    assertThat(source.last("failed")).isZero();
    assertThat(source.files()).containsExactly(kind == Place.Kind.MAILBOX ? MESSAGE : FILE);
    assertThat(source.content(source.files().getFirst())).contains(text);

    try (var other = new TriedSource(port)) {
      other.add(kind.word(), place(kind), secret(kind));
      assertThat(other.problem()).as("another at the host").isEqualTo("unknown-authority");
    }
    source.change(kind.word(), place(kind), "");
    source.look();
    assertThat(source.problem()).as("taken away").isEqualTo("unknown-authority");
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.Kind.class,
      names = {"WEBDAV", "MAILBOX"})
  void wantsTheNameOfTheHostAlsoFromABelievedAuthority(Place.Kind kind) throws Exception {
    web.close();
    post.close();
    open(elsewhere);
    source.add(kind.word(), place(kind), secret(kind) + tls(authority.pem()));
    assertThat(source.problem()).isEqualTo("not-trusted");
    assertThat(source.shown()).contains("no valid certificate of its name");
    assertThat(asked).isEmpty();
    assertThat(source.files()).isEmpty();
  }

  @Test
  void keepsNothingThatIsNoAuthority() throws Exception {
    var own = authority.issue("own");
    var expired = Authority.expired();
    refused("nothing", "from -----BEGIN CERTIFICATE----- to its end");
    refused("file:/etc/passwd", "from -----BEGIN CERTIFICATE----- to its end");
    refused(authority.pem() + own.key(), "there is a private key with the authority");
    refused(expired.pem(), "has expired");
    source.add("webdav", place(Place.Kind.WEBDAV), tls(expired.pem() + authority.pem()));
    assertThat(source.problem()).as("one of them is valid").isNull();
  }

  private void refused(String pem, String why) {
    var refused = source.refused("webdav", place(Place.Kind.WEBDAV), tls(pem));
    assertThat(refused)
        .contains("\"field\":\"tls.authority\"", why, "aste ")
        .doesNotContain("PRIVATE KEY");
  }

  @Test
  void isNamedInTheAuditTrail() throws Exception {
    source.add("webdav", place(Place.Kind.WEBDAV), tls(authority.pem()));
    source.change("webdav", place(Place.Kind.WEBDAV), tls(""));

    var trail = Caller.admin(port).get("/api/v1/audit?subject=source/" + source.id()).body();
    assertThat(JsonPath.<List<String>>read(trail, "$.items[*].details.authority"))
        .containsExactlyInAnyOrder(authority.fingerprint(), "usual");
  }

  @Test
  void aFolderHasNoneAndSaysSo() throws Exception {
    source.add("folder", "{\"folder\":\"\"}", tls(authority.pem()));
    assertThat(JsonPath.<Object>read(source.shown(), "$.tls.authority")).isNull();
  }

  @Test
  void isGivenAndTakenAwayOnThePage() throws Exception {
    new Shelf(product).person(source.name(), Role.ADMIN);
    var person = Caller.signedIn(port, source.name(), Shelf.PASSWORD);
    var pem = authority.pem();
    var form =
        new HashMap<>(
            Map.of(
                "name",
                source.name(),
                "kind",
                "webdav",
                "address",
                "https://localhost:" + web.port() + "/dav/",
                "minutes",
                "5",
                "authority",
                pem + authority.issue("page").key()));

    var refused = person.submit("/admin/sources?kind=webdav", "/admin/sources", form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("There is a private key with the authority");
    var field = Jsoup.parse(refused.body()).expectFirst("textarea[name=authority]");
    assertThat(field.attr("aria-invalid")).isEqualTo("true");
    assertThat(field.closest("details").hasAttr("open")).isTrue();

    form.put("authority", pem.replace("\n", "\r\n")); // as browsers send it
    var made = person.submit("/admin/sources?kind=webdav", "/admin/sources", form);
    var page = URI.create(made.headers().firstValue("location").orElseThrow()).getPath();
    source.is(page.substring(page.lastIndexOf('/') + 1));
    source.ended(0);
    assertThat(source.problem()).isNull();
    assertThat(JsonPath.<String>read(source.shown(), "$.tls.authority")).isEqualTo(pem.strip());
    var shown = Jsoup.parse(person.get(page).body());
    assertThat(shown.expectFirst("textarea[name=authority]").wholeText().strip())
        .isEqualTo(pem.strip());

    form.put("authority", " ");
    form.put("shown", shown.expectFirst("input[name=shown]").val());
    assertThat(person.submit(page, page, form).statusCode()).isEqualTo(302);
    assertThat(JsonPath.<Object>read(source.shown(), "$.tls.authority")).isNull();
    source.look();
    assertThat(person.get(page).body())
        .contains("Enter the certificate of that authority (PEM) in the settings");
  }

  // --- the hosts ----------------------------------------------------------------------------

  private String place(Place.Kind kind) {
    var host = "https://localhost:" + web.port();
    return switch (kind) {
      case WEBDAV -> "{\"address\":\"%s/dav/\"}".formatted(host);
      case S3 -> "{\"endpoint\":\"%s\",\"bucket\":\"docs\",\"accessKey\":\"A\"}".formatted(host);
      case FEED -> "{\"address\":\"%s/feed\",\"brings\":\"enclosures\"}".formatted(host);
      case MAILBOX ->
          "{\"host\":\"localhost\",\"port\":%d,\"user\":\"ada\"}".formatted(post.port());
      case FOLDER, GIT -> throw new IllegalArgumentException(kind + " is on no host");
    };
  }

  private static String secret(Place.Kind kind) {
    return kind == Place.Kind.MAILBOX ? ",\"secret\":\"secret\"" : "";
  }

  private static String tls(String pem) {
    return ",\"tls\":{\"authority\":\"%s\"}".formatted(pem.replace("\n", "\\n"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    asked.add(path);
    if (path.endsWith(FILE)) {
      send(exchange, 200, text);
    } else if (path.startsWith("/dav/")) {
      send(exchange, 207, FOLDER);
    } else {
      send(exchange, 200, path.startsWith("/docs") ? BUCKET : NEWS);
    }
  }
}
