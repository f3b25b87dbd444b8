package io.cloister.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.h2.store.fs.FileBase;
import org.jspecify.annotations.Nullable;

/**
 * A file of H2 whose changes go to a {@link Journal} first: the file takes in only what is synced
 * there, in order, and the journal begins anew only when the file is synced with all of it. So
 * whatever a power cut leaves of either, the journal played once more makes the file what it was
 * after one of its changes, none of which that was synced is missing.
 *
 * <p>Nothing may be changed before the lock is held: the journal may be another process's.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // reading waits for nobody
final class JournaledFile extends FileBase {

  static final long LONG = 32 << 20; // bytes of a journal, which a start has to play

  private static final int MANY = 8 << 20; // bytes that wait in memory

  private final FileChannel file;
  private final Journal journal;
  private final long longest;
  private final WantOfRoom disk;
  private final ReentrantLock syncing = new ReentrantLock();
  private final ReentrantLock changing = new ReentrantLock(); // taken after syncing, if both are
  private volatile List<Change> waiting = List.of(); // in the journal and not in the file
  private volatile long size;
  private volatile @Nullable IOException failed;
  private long position;
  private volatile boolean locked;

  /**
   * @param longest bytes of the journal, about, before it begins anew
   */
  JournaledFile(FileChannel file, FileChannel journal, long longest, WantOfRoom disk)
      throws IOException {
    this.file = file;
    this.journal = new Journal(journal);
    this.longest = longest;
    this.disk = disk;
    size = file.size();
  }

  @Override
  public @Nullable FileLock tryLock(long from, long length, boolean shared) throws IOException {
    var lock = file.tryLock(from, length, shared);
    if (lock == null) {
      return null;
    }
    recover();
    return new SettlingLock(lock);
  }

  private void recover() throws IOException {
    var newest = new NewestChunk();
    journal.play(change -> {
      change.make(file);
      newest.look(change);
    });
    newest.nameIn(file);
    file.force(true);
    journal.begin();
    size = file.size();
    locked = true;
  }

  @Override
  public int write(ByteBuffer bytes, long to) throws IOException {
    var change = Change.writing(bytes, to);
    if (change.isChunk() && journal.length() > longest) {
      beginJournal(); // between two chunks only: what H2 writes after one belongs to it
    }
    if (add(change) > MANY) {
      force(true);
    }
    return change.length();
  }

  /** The bytes that wait now. */
  private long add(Change change) throws IOException {
    changing.lock();
    try {
      requireWhole();
      disk.outlast(() -> journal.append(change));
      waiting = Stream.concat(waiting.stream(), Stream.of(change)).toList();
      size = change.sizeAfter(size);
      return waiting.stream().mapToLong(Change::length).sum();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public FileChannel truncate(long to) throws IOException {
    if (to < size) {
      add(Change.truncating(to));
      force(true);
    }
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    syncing.lock();
    try {
      takeIn();
    } finally {
      syncing.unlock();
    }
  }

  private void takeIn() throws IOException {
    requireWhole();
    var synced = waiting;
    if (synced.isEmpty()) {
      return;
    }
    try {
      journal.force();
      for (var change : synced) {
        disk.outlast(() -> change.make(file));
      }
    } catch (IOException e) {
      throw failure(e);
    }
    changing.lock();
    try {
      waiting = List.copyOf(waiting.subList(synced.size(), waiting.size()));
    } finally {
      changing.unlock();
    }
  }

  private void beginJournal() throws IOException {
    syncing.lock();
    changing.lock();
    try {
      takeIn();
      file.force(true);
      journal.begin();
    } catch (IOException e) {
      throw failure(e);
    } finally {
      changing.unlock();
      syncing.unlock();
    }
  }

  /** The last: asked once more, a system may say that all is well though it has lost bytes. */
  private IOException failure(IOException e) {
    failed = e;
    return e;
  }

  private void requireWhole() throws IOException {
    if (failed != null) {
      throw new IOException("a write failed; what is on the disk shows at the next start", failed);
    }
    if (!locked) {
      throw new IOException("the file is not locked");
    }
  }

  @Override
  public int read(ByteBuffer bytes, long from) throws IOException {
    int length = (int) Math.min(bytes.remaining(), size - from);
    if (length <= 0) {
      return bytes.hasRemaining() ? -1 : 0;
    }
    var later = waiting; // seen before the file is read: what it takes in meanwhile is in here
    var read = bytes.slice(bytes.position(), length);
    WholeBytes.read(file, read, from);
    while (read.hasRemaining()) {
      read.put((byte) 0); // the file ends sooner than what waits
    }
    for (var change : later) {
      change.copyTo(read, from);
    }
    bytes.position(bytes.position() + length);
    return length;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    int length = read(bytes, position);
    position += Math.max(length, 0);
    return length;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = write(bytes, position);
    position += length;
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long to) {
    position = to;
    return this;
  }

  /** Leaves the file complete without its journal, if it can. */
  private void settle() throws IOException {
    syncing.lock();
    try {
      if (locked && failed == null) {
        takeIn();
        file.force(true);
        journal.clear();
      }
      locked = false;
    } finally {
      syncing.unlock();
    }
  }

  @Override
  protected void implCloseChannel() throws IOException {
    try (file;
        journal) {
      settle();
    }
  }

  /** Gives the file to the next only when there is nothing left to do to it. */
  private final class SettlingLock extends FileLock {

    private final FileLock lock;

    SettlingLock(FileLock lock) {
      super(JournaledFile.this, lock.position(), lock.size(), lock.isShared());
      this.lock = lock;
    }

    @Override
    public boolean isValid() {
      return lock.isValid();
    }

    @Override
    public void release() throws IOException {
      try {
        settle();
      } finally {
        lock.release();
      }
    }
  }
}
