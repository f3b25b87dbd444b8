package io.cloister.egress;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/**
 * Whom a host is believed by, and who is shown to it, where what is usual does not do. All PEM.
 *
 * @param authority the certificates of the authorities that alone may have signed the host's; null
 *     for those of the JDK
 * @param certificate the certificate that is shown to the host, with those between it and its
 *     authority; null if none is
 * @param key the private key of that certificate
 */
public record Trust(
    @Nullable String authority, @Nullable String certificate, @Nullable String key) {

  public static final Trust USUAL = new Trust(null, null, null);

  private static final int LONGEST = 100_000;

  public Trust {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("a certificate to be shown needs its private key");
    }
  }

  /**
   * The trust in hosts whose certificates these authorities alone sign; null: in the usual ones.
   */
  public static Trust in(@Nullable String authority) {
    return authority == null ? USUAL : new Trust(authority, null, null);
  }

  /**
   * Which authorities are believed, as {@code openssl x509 -fingerprint -sha256} names them.
   *
   * @return {@code usual} for those of the JDK
   */
  public static String named(@Nullable String authority) {
    return authority == null
        ? "usual"
        : certificates(authority, "authority").stream()
            .map(Trust::fingerprint)
            .collect(Collectors.joining(", "));
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it was read from its encoded form", e);
    }
  }

  boolean isUsual() {
    return authority == null && certificate == null;
  }

  /** The same for the same trust, and tells nothing about its key. */
  String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      Stream.of(authority, certificate, key)
          .forEach(part -> {
            var bytes = (part == null ? "" : part).getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  SSLContext context() {
    var authorities =
        authority == null ? null : PemSslStore.of(certificates(authority, "authority"), null);
    PemSslStore own = null;
    if (certificate != null && key != null) {
      var chain = certificates(certificate, "certificate");
      own = PemSslStore.of(chain, privateKey(key));
    }
    return SslBundle.of(new PemSslStoreBundle(own, authorities)).createSslContext();
  }

  /**
   * Authorities as somebody pasted them, in the form that is kept.
   *
   * @param before what was kept so far, which may have expired since
   * @return null for none
   * @throws PemRefused if they cannot be used, or all of them have expired
   */
  public static @Nullable String authority(@Nullable String pasted, @Nullable String before) {
    var kept = certificate(pasted, "authority");
    if (kept != null && !kept.equals(before)) {
      var all = certificates(kept, "authority");
      if (all.stream().noneMatch(Trust::isStillValid)) {
        throw new PemRefused(
            PemRefused.Why.EXPIRED,
            "the authority's certificate has expired: " + all.getFirst().getNotAfter().toInstant());
      }
    }
    return kept;
  }

  private static boolean isStillValid(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().isAfter(Instant.now());
  }

  /**
   * One or more certificates as somebody pasted them, in the form that is kept.
   *
   * @return null for none
   * @throws PemRefused if they cannot be used
   */
  public static @Nullable String certificate(@Nullable String pasted, String what) {
    if (pasted == null || pasted.isBlank()) {
      return null;
    }
    var kept = pasted.strip().replace("\r\n", "\n");
    if (kept.length() > LONGEST) {
      throw new PemRefused(
          PemRefused.Why.TOO_LONG, "the %s is longer than %d signs".formatted(what, LONGEST));
    }
    if (kept.contains("PRIVATE KEY-----")) {
      throw new PemRefused(
          PemRefused.Why.PRIVATE_KEY,
          "there is a private key with the %s, which is no secret".formatted(what));
    }
    certificates(kept, what);
    return kept;
  }

  /** The certificates in {@code pem}, whatever stands between them. */
  private static List<X509Certificate> certificates(String pem, String what) {
    try {
      return Objects.requireNonNull(PemContent.of(pem)).getCertificates();
    } catch (RuntimeException e) {
      throw new PemRefused(
          PemRefused.Why.NO_CERTIFICATE,
          "the %s is not one or more certificates, each from -----BEGIN CERTIFICATE----- to its end"
              .formatted(what));
    }
  }

  /**
   * Checks that {@code key} belongs to {@code certificate}.
   *
   * @throws IllegalArgumentException if it does not, or one of them is not what it should be
   */
  public static void requirePair(String certificate, String key) {
    var shown = certificates(certificate, "certificate").getFirst();
    var own = privateKey(key);
    var way =
        switch (own.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> own.getAlgorithm();
        };
    try {
      var signing = Signature.getInstance(way);
      signing.initSign(own);
      signing.update((byte) 1);
      var signed = signing.sign();
      signing.initVerify(shown.getPublicKey());
      signing.update((byte) 1);
      if (signing.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // another kind of key than the certificate's
    }
    throw new IllegalArgumentException("the private key is not the certificate's");
  }

  private static PrivateKey privateKey(String key) {
    PrivateKey found = null;
    try {
      found = Objects.requireNonNull(PemContent.of(key)).getPrivateKey();
    } catch (RuntimeException e) {
      // said below, without repeating a key
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "the private key cannot be read; it is from -----BEGIN PRIVATE KEY----- to its end, without a password");
    }
    return found;
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "Trust[" + (isUsual() ? "usual" : fingerprint()) + "]";
  }
}
