package io.cloister.secrets;

import java.nio.file.Path;

/** Makes the sealing for tests of the room. */
public final class Sealings {

  private final Sealing sealing;
  private final KeyRotation rotation;

  public Sealings(Path masterFile) {
    this(new KeyProperties("", "", "", masterFile));
  }

  Sealings(KeyProperties properties) {
    var master = new MasterKey(properties);
    sealing = new Sealing(master);
    rotation = new KeyRotation(master, sealing);
  }

  public Sealing sealing() {
    return sealing;
  }

  public KeyRotation rotation() {
    return rotation;
  }
}
