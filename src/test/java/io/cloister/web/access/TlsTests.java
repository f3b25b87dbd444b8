package io.cloister.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a browser is told under TLS. */
@Running
class TlsTests {

  private static final String SECRET = "only-for-this-test";
  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private static Path keys = Path.of("");

  @LocalServerPort int port;

  @DynamicPropertySource
  static void certificate(DynamicPropertyRegistry properties) throws Exception {
    var target = Files.createDirectories(Path.of("target", "test-data"));
    keys = Files.createTempDirectory(target, "tls").resolve("keys.p12").toAbsolutePath();
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                SECRET)
            .redirectErrorStream(true)
            .redirectOutput(keys.resolveSibling("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    properties.add("server.ssl.key-store", keys::toString);
    properties.add("server.ssl.key-store-password", () -> SECRET);
  }

  @Test
  void cookiesAndHeadersHoldToTls() throws Exception {
    var browser =
        HttpClient.newBuilder().sslContext(trusting()).cookieHandler(new CookieManager()).build();
    var page = browser.send(request("/sign-in").build(), HttpResponse.BodyHandlers.ofString());

    assertThat(page.headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=31536000 ; includeSubDomains");
    assertThat(cookies(page)).singleElement().asString().contains("Secure", "HttpOnly");

    var token = FORM_TOKEN.matcher(page.body());
    assertThat(token.find()).isTrue();
    var form = "name=admin&password=%s&_csrf=%s".formatted(Running.PASSWORD, token.group(1));
    var signedIn =
        browser.send(
            request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(cookies(signedIn))
        .filteredOn(cookie -> cookie.startsWith("__Host-cloister-session="))
        .singleElement()
        .asString()
        .contains("Secure", "HttpOnly", "Path=/", "SameSite=Lax")
        .doesNotContain("Domain");
    var me = browser.send(request("/api/v1/me").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(me.body()).contains("\"name\":\"admin\"");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
  }

  private static List<String> cookies(HttpResponse<?> answer) {
    return answer.headers().allValues("Set-Cookie");
  }

  private static SSLContext trusting() throws Exception {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", stored().getCertificate("server"));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static KeyStore stored() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, SECRET.toCharArray());
    } catch (IOException e) {
      throw new AssertionError("keytool wrote no keys", e);
    }
    return store;
  }
}
