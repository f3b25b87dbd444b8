package io.cloister.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.cloister.ScriptedEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A certificate authority of a test's own. */
public final class Authority {

  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  /** A certificate with its private key, both PEM. */
  public record Issued(String certificate, String key) {}

  public Authority(Path folder) throws Exception {
    this(folder, "90");
  }

  /** One that was believed for a day, a year ago. */
  public static Authority expired(Path folder) throws Exception {
    return new Authority(folder, "1", "-startdate", "-1y");
  }

  private Authority(Path folder, String days, String... more) throws Exception {
    this.folder = folder;
    this.store = folder.resolve("authority.p12");
    var wanted = Stream.of("-dname", "CN=Authority of the test", "-ext", "bc:c", "-validity", days);
    keytool("ca", Stream.concat(wanted, Stream.of(more)).toArray(String[]::new));
  }

  public String pem() throws Exception {
    return pem("CERTIFICATE", opened().getCertificate("ca").getEncoded());
  }

  /** As openssl names its certificate. */
  public String fingerprint() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var hex = HexFormat.ofDelimiter(":").withUpperCase();
    return hex.formatHex(digest.digest(opened().getCertificate("ca").getEncoded()));
  }

  /** A certificate for {@code host}, to serve with and to be shown as a client. */
  public Issued issue(String host) throws Exception {
    keytool(host, "-dname", "CN=" + host, "-ext", "san=dns:" + host, "-signer", "ca");
    Key key = opened().getKey(host, PASSWORD.toCharArray());
    return new Issued(
        pem("CERTIFICATE", opened().getCertificate(host).getEncoded()),
        pem("PRIVATE KEY", key.getEncoded()));
  }

  /** To be a host with that certificate. */
  public SSLContext context(Issued own) throws Exception {
    return new Trust(pem(), own.certificate(), own.key()).context();
  }

  /** An endpoint with that certificate; a client must have one of this authority if so wished. */
  public ScriptedEndpoint serving(
      Issued own, boolean wantsCertificate, ScriptedEndpoint.Answer... answers) throws IOException {
    var server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    try {
      var context = context(own);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              var wanted = context.getDefaultSSLParameters();
              wanted.setNeedClientAuth(wantsCertificate);
              parameters.setSSLParameters(wanted);
            }
          });
    } catch (Exception e) {
      throw new IOException(e);
    }
    return answers.length == 0
        ? ScriptedEndpoint.on(server, ScriptedEndpoint.status(200, "hello"))
        : ScriptedEndpoint.on(server, answers);
  }

  private KeyStore opened() throws GeneralSecurityException, IOException {
    var opened = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      opened.load(in, PASSWORD.toCharArray());
    }
    return opened;
  }

  private static String pem(String kind, byte[] bytes) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines);
  }

  private void keytool(String alias, String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    var log = folder.resolve("keytool.log").toFile();
    int code =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor();
    assertThat(code).as(Files.readString(log.toPath())).isZero();
  }
}
