package io.cloister.egress;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.cloister.ScriptedEndpoint;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test's own. */
public final class Authority {

  private static final X500Name NAME = new X500Name("CN=Authority of the test");

  private final KeyPair keys;
  private final X509Certificate certificate;

  /** A certificate with its private key, both PEM. */
  public record Issued(String certificate, String key) {}

  public Authority() throws Exception {
    this(Instant.now().minusSeconds(1), Duration.ofDays(90));
  }

  /** One that was believed for a day, a year ago. */
  public static Authority expired() throws Exception {
    return new Authority(Instant.now().minus(Duration.ofDays(365)), Duration.ofDays(1));
  }

  private Authority(Instant from, Duration believed) throws Exception {
    this.keys = keys();
    this.certificate =
        signed(
            certificate(NAME, keys.getPublic(), from, believed)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
  }

  public String pem() throws Exception {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** As openssl names its certificate. */
  public String fingerprint() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var hex = HexFormat.ofDelimiter(":").withUpperCase();
    return hex.formatHex(digest.digest(certificate.getEncoded()));
  }

  /** A certificate for {@code host}, to serve with and to be shown as a client. */
  public Issued issue(String host) throws Exception {
    var own = keys();
    var issued =
        signed(
            certificate(
                    new X500Name("CN=" + host),
                    own.getPublic(),
                    Instant.now().minusSeconds(1),
                    Duration.ofDays(90))
                .addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)))
                .addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(keys.getPublic())));
    return new Issued(
        pem("CERTIFICATE", issued.getEncoded()), pem("PRIVATE KEY", own.getPrivate().getEncoded()));
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

  private static KeyPair keys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder certificate(
      X500Name subject, PublicKey key, Instant from, Duration believed) throws Exception {
    return new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(64, new SecureRandom()),
            Date.from(from),
            Date.from(from.plus(believed)),
            subject,
            key)
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
  }

  private X509Certificate signed(X509v3CertificateBuilder wanted) throws Exception {
    var signer = new JcaContentSignerBuilder("SHA384withECDSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(wanted.build(signer));
  }

  private static String pem(String kind, byte[] bytes) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines);
  }
}
