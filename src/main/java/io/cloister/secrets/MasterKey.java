package io.cloister.secrets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one key outside the database: from the environment, from a credential of the service, or else
 * from a file that is made. While it is rotated there are two, the coming one in a file beside it.
 */
@Component
final class MasterKey {

  private static final String CREDENTIAL = "cloister.master-key";
  private static final String FORMER_CREDENTIAL = "cloister.former-master-key";

  private final KeyProperties properties;
  private final KeyFile file;
  private final KeyFile coming;
  // a secret that was read just before a rotation ended is still opened after it
  private volatile @Nullable WrappingKey replaced;

  MasterKey(KeyProperties properties) {
    this.properties = properties;
    this.file = new KeyFile(properties.masterFile());
    this.coming = new KeyFile(Path.of(properties.masterFile() + ".coming"));
  }

  /** Where the key is. */
  enum Source {
    ENVIRONMENT,
    CREDENTIAL,
    FILE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Source source() {
    if (!properties.master().isBlank()) {
      return Source.ENVIRONMENT;
    }
    return credential(CREDENTIAL).filter(KeyFile::exists).isPresent()
        ? Source.CREDENTIAL
        : Source.FILE;
  }

  /** The file that the key is in; whoever set the key elsewhere changes it there. */
  Path path() {
    return file.path();
  }

  /**
   * The key that secrets are sealed with now.
   *
   * @throws SecretsLocked if there is none, or none that can be read
   */
  WrappingKey existing() {
    return switch (source()) {
      case ENVIRONMENT -> WrappingKey.parse(properties.master(), "CLOISTER_MASTER_KEY");
      case CREDENTIAL -> credential(CREDENTIAL).flatMap(KeyFile::read).orElseThrow(this::missing);
      case FILE -> coming.read().or(file::read).orElseThrow(this::missing);
    };
  }

  /** Like {@link #existing}, but makes the file if there is none anywhere. */
  WrappingKey existingOrNew() {
    if (source() == Source.FILE && !coming.exists()) {
      file.makeIfMissing();
    }
    return existing();
  }

  /**
   * The key with this mark, among all that are at hand.
   *
   * @throws SecretsLocked if there is no key at all, or none that can be read
   */
  Optional<WrappingKey> marked(byte[] mark) {
    var current = existing();
    if (current.hasMark(mark)) {
      return Optional.of(current);
    }
    return others().stream()
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .filter(key -> key.hasMark(mark))
        .findFirst();
  }

  private List<Supplier<Optional<WrappingKey>>> others() {
    var others = new ArrayList<Supplier<Optional<WrappingKey>>>();
    others.add(() -> Optional.ofNullable(replaced));
    others.add(this::former);
    if (source() == Source.FILE) {
      others.add(file::read);
    }
    return others;
  }

  /** The key before this one, where it was given so that its secrets are taken over. */
  Optional<WrappingKey> former() {
    return properties.former().isBlank()
        ? credential(FORMER_CREDENTIAL).flatMap(KeyFile::read)
        : Optional.of(WrappingKey.parse(properties.former(), "CLOISTER_FORMER_MASTER_KEY"));
  }

  private Optional<KeyFile> credential(String name) {
    return properties.credentials().isBlank()
        ? Optional.empty()
        : Optional.of(new KeyFile(Path.of(properties.credentials(), name)));
  }

  private SecretsLocked missing() {
    return new SecretsLocked(
        "There is no master key: neither CLOISTER_MASTER_KEY nor the credential "
            + CREDENTIAL
            + " nor the file "
            + file.path());
  }

  // --- rotation -----------------------------------------------------------------------------

  boolean isRotating() {
    return source() == Source.FILE && coming.exists();
  }

  /** From now on secrets are sealed with a new key; those of the present one still open. */
  void beginRotation() {
    coming.makeIfMissing();
  }

  /** The present key is gone; nothing may be sealed with it any more. */
  void endRotation() {
    replaced = file.read().orElse(null);
    coming.replace(file);
  }
}
