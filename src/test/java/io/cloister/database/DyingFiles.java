package io.cloister.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
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

  private static final class Dying extends PassingFile {

    Dying(FileChannel file) {
      super(file);
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
          super.write(half(bytes));
        }
        Runtime.getRuntime().halt(ENDED);
      }
      return super.write(bytes);
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      if (isLast()) {
        if (tears) {
          super.write(half(bytes), position);
        }
        Runtime.getRuntime().halt(ENDED);
      }
      return super.write(bytes, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      if (isLast()) {
        Runtime.getRuntime().halt(ENDED);
      }
      super.force(metadata);
    }
  }
}
