package io.cloister.models.keys;

import java.nio.file.Path;

/** Makes the sealing for tests of the room. */
public final class Sealings {

  private Sealings() {}

  public static Sealing with(Path masterFile) {
    return new Sealing(new MasterKey(new KeyProperties("", masterFile)));
  }
}
