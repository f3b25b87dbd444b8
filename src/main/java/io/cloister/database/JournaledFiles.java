package io.cloister.database;

import static java.util.Objects.requireNonNull;
import static org.h2.engine.Constants.SUFFIX_MV_FILE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Databases of H2, named {@code journal:path}, that a power cut leaves as H2 had them at some
 * moment after the last sync. Beside each is its {@link Journal}; other files are passed on as they
 * are. See {@code docs/adr/0005-durable-acknowledgement.md}.
 */
public final class JournaledFiles extends FilePathWrapper {

  private static final String SUFFIX = ".journal";

  /** Has H2 know the name. */
  static void register() {
    FilePath.register(new JournaledFiles());
  }

  @Override
  public String getScheme() {
    return "journal";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    var file = super.open(mode);
    if (mode.equals("r") || !name.endsWith(SUFFIX_MV_FILE)) {
      return file;
    }
    var journal = FilePath.get(getBase().name + SUFFIX).open("rw");
    force(folder()); // a file that is not in its folder is not there
    return new JournaledFile(file, journal, JournaledFile.LONG, new WantOfRoom(folder()));
  }

  private Path folder() {
    FilePath path = getBase();
    while (path instanceof FilePathWrapper wrapped) {
      path = wrapped.unwrap();
    }
    return requireNonNull(Path.of(path.name).toAbsolutePath().getParent());
  }

  private static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
