package io.cloister.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Databases of H2 and their journals, named {@code cut:path}, of which a power cut leaves what was
 * synced, and of what was written since then any sectors in any order. Beside each is a copy as it
 * is on the disk.
 */
public final class PowerCutFiles extends FilePathWrapper {

  private static final int SECTOR = 512;

  private static final ConcurrentHashMap<Path, Cut> OPEN = new ConcurrentHashMap<>();
  private static final ReentrantLock POWER = new ReentrantLock();

  static void register() {
    FilePath.register(new PowerCutFiles());
  }

  /** Ends the process, and leaves the files as the disk has them then. */
  @SuppressWarnings("LockNotBeforeTry") // never given back: nothing happens any more
  static void cut(Random chance) {
    POWER.lock();
    for (var file : OPEN.values()) {
      try {
        file.leave(chance);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Runtime.getRuntime().halt(DyingFiles.ENDED);
  }

  /** Writes to {@code images} what a power cut now might leave of what is open of a folder. */
  static void leave(Path folder, Path images, Random chance) throws IOException {
    Files.createDirectories(images);
    POWER.lock();
    try {
      for (var file : OPEN.values()) {
        if (file.path.startsWith(folder)) {
          file.leave(images.resolve(folder.relativize(file.path)), chance);
        }
      }
    } finally {
      POWER.unlock();
    }
  }

  @Override
  public String getScheme() {
    return "cut";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    var name = toString();
    var file = super.open(mode);
    if (mode.equals("r") || !name.contains(".mv.db")) {
      return file;
    }
    var path = Path.of(name.substring(name.lastIndexOf(':') + 1));
    return OPEN.compute(path, (_, _) -> new Cut(file, path));
  }

  /** Does it to a file, of what was written to each sector with this chance. */
  private static void make(Change change, FileChannel file, double share, Random chance)
      throws IOException {
    var bytes = change.bytes();
    if (bytes == null && chance.nextDouble() < share) {
      change.make(file);
    }
    for (int i = 0; i < change.length(); i += SECTOR) {
      if (chance.nextDouble() < share) {
        var sector = ByteBuffer.wrap(bytes, i, Math.min(SECTOR, bytes.length - i));
        file.write(sector, change.position() + i);
      }
    }
  }

  private static final class Cut extends PassingFile {

    private final Path path;
    private final Path copy;
    private final FileChannel disk;
    private final Deque<Change> unsynced = new ArrayDeque<>();
    private long synced; // changes in all

    Cut(FileChannel file, Path path) {
      super(file);
      this.path = path;
      this.copy = path.resolveSibling(path.getFileName() + ".disk");
      try {
        Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
        disk = FileChannel.open(copy, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void leave(Path image, Random chance) throws IOException {
      Files.copy(copy, image);
      try (var left = FileChannel.open(image, StandardOpenOption.WRITE)) {
        leave(left, chance);
      }
    }

    private void leave(Random chance) throws IOException {
      leave(disk, chance);
      Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING);
    }

    private void leave(FileChannel file, Random chance) throws IOException {
      double share = chance.nextInt(4) / 3.0; // nothing, all, or some
      for (var change : unsynced) {
        make(change, file, share, chance);
      }
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      var change = Change.writing(bytes.duplicate(), position);
      POWER.lock();
      try {
        unsynced.add(change);
        return super.write(bytes, position);
      } finally {
        POWER.unlock();
      }
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new UnsupportedOperationException("H2 says where it writes");
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      POWER.lock();
      try {
        unsynced.add(Change.truncating(size));
        return super.truncate(size);
      } finally {
        POWER.unlock();
      }
    }

    @Override
    public void force(boolean metadata) throws IOException {
      long covered = made();
      super.force(metadata);
      POWER.lock();
      try {
        while (synced < covered) {
          unsynced.removeFirst().make(disk);
          synced++;
        }
      } finally {
        POWER.unlock();
      }
    }

    private long made() {
      POWER.lock();
      try {
        return synced + unsynced.size();
      } finally {
        POWER.unlock();
      }
    }
  }
}
