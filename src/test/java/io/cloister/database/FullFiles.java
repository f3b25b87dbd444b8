package io.cloister.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files of H2, named {@code full:path}, on a disk that is full from one moment to another. */
public final class FullFiles extends FilePathWrapper {

  private static volatile boolean full;

  static void register() {
    full = false;
    FilePath.register(new FullFiles());
  }

  static void fill(boolean isFull) {
    full = isFull;
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new OnFullDisk(super.open(mode));
  }

  private static final class OnFullDisk extends PassingFile {

    OnFullDisk(FileChannel file) {
      super(file);
    }

    /** Takes a half of what there is no room for, as a disk does that has some left. */
    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      if (full) {
        super.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
        throw new IOException("No space left on device");
      }
      return super.write(bytes, position);
    }
  }
}
