package io.cloister.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The deployment's own Ed25519 key, in a file of its owner's own. */
@Component
final class SigningKey {

  private static final String ALGORITHM = "Ed25519";

  private final Path file;
  private @Nullable KeyPair pair;

  SigningKey(ReportProperties properties) {
    this.file = properties.keyFile().toAbsolutePath();
  }

  byte[] sign(byte[] signed) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair().getPrivate());
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  boolean verifies(byte[] signed, byte[] signature) {
    try {
      var verifying = Signature.getInstance(ALGORITHM);
      verifying.initVerify(publicKey());
      verifying.update(signed);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // it is no signature at all
    }
  }

  PublicKey publicKey() {
    return pair().getPublic();
  }

  /** Tells this key from others. */
  String id() {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(publicKey().getEncoded());
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private synchronized KeyPair pair() {
    var known = pair;
    if (known == null) {
      try {
        known = Files.exists(file) ? read() : make();
        pair = known;
      } catch (IOException e) {
        throw new UncheckedIOException("the signing key cannot be read or made at " + file, e);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IllegalStateException("the file " + file + " holds no Ed25519 key", e);
      }
    }
    return known;
  }

  private KeyPair read() throws IOException, GeneralSecurityException {
    var halves = Files.readAllLines(file, StandardCharsets.US_ASCII);
    if (halves.size() < 2) {
      throw new IllegalArgumentException("a half is missing");
    }
    var keys = KeyFactory.getInstance(ALGORITHM);
    var decoder = Base64.getDecoder();
    return new KeyPair(
        keys.generatePublic(new X509EncodedKeySpec(decoder.decode(halves.get(1)))),
        keys.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(halves.get(0)))));
  }

  private KeyPair make() throws IOException, GeneralSecurityException {
    var made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    var encoder = Base64.getEncoder();
    var text =
        encoder.encodeToString(made.getPrivate().getEncoded())
            + "\n"
            + encoder.encodeToString(made.getPublic().getEncoded())
            + "\n";
    var folder = Objects.requireNonNull(file.getParent(), "the key is in a folder");
    Files.createDirectories(folder);
    var written = folder.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(written);
    try (var channel =
        FileChannel.open(
            written,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly())) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    return made;
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
