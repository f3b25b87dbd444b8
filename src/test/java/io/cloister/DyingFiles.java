package io.cloister;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of H2, named {@code dying:path}, that end the process at one of their writes: before it, or
 * in its middle. It ends as by {@code kill -9}: no {@code finally}, no shutdown hook.
 */
public final class DyingFiles extends FilePathWrapper {

  static final int ENDED = 9;

  private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);
  private static volatile boolean tears;

  /**
   * @param writes how many are still made
   * @param torn whether the one after them is made by half
   */
  static void dieAfter(int writes, boolean torn) {
    FilePath.register(new DyingFiles());
    tears = torn;
    LEFT.set(writes);
  }

  @Override
  public String getScheme() {
    return "dying";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Dying(super.open(mode));
  }

  private static final class Dying extends FileBase {

    private final FileChannel file;

    Dying(FileChannel file) {
      this.file = file;
    }

    private static boolean isLast() {
      return LEFT.getAndDecrement() <= 0;
    }

    private static ByteBuffer half(ByteBuffer bytes) {
      return bytes.slice(bytes.position(), bytes.remaining() / 2);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (isLast()) {
        if (tears) {
          file.write(half(bytes));
        }
        Runtime.getRuntime().halt(ENDED);
      }
      return file.write(bytes);
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      if (isLast()) {
        if (tears) {
          file.write(half(bytes), position);
        }
        Runtime.getRuntime().halt(ENDED);
      }
      return file.write(bytes, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (isLast()) {
        Runtime.getRuntime().halt(ENDED);
      }
      file.force(metadata);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return file.read(bytes, position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      return file.lock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
