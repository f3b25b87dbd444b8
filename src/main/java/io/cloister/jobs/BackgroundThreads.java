package io.cloister.jobs;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.util.concurrent.ThreadFactory;

/**
 * Makes threads for what nobody waits for. On Linux the system gives them about a tenth of a
 * processor while others want it, and all of it while none does; elsewhere they are as any other.
 *
 * <p>They only compute: a thread that one of them starts would come second all its life, as only an
 * administrator may take that back.
 */
final class BackgroundThreads implements ThreadFactory {

  private static final int NICER = 10;

  private final ThreadFactory plain;

  /**
   * @param name what their names begin with
   */
  BackgroundThreads(String name) {
    plain = Thread.ofPlatform().daemon().name(name, 0).factory();
  }

  @Override
  public Thread newThread(Runnable work) {
    return plain.newThread(() -> {
      stepBack();
      work.run();
    });
  }

  /** {@code nice(2)}, which on Linux is of the calling thread alone. */
  @SuppressWarnings("restricted")
  private static void stepBack() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return; // it would be the whole process's
    }
    try {
      var linker = Linker.nativeLinker();
      var nice =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("nice"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT));
      var _ = (int) nice.invokeExact(NICER);
    } catch (Throwable _) {
      // as well as it goes without
    }
  }
}
