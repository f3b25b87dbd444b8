package io.cloister.jobs;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that are never interrupted: an interrupt in the middle of a write closes the file under
 * H2 and Lucene. Those that do not end in time end with the process.
 */
final class PatientThreads extends ThreadPoolExecutor {

  PatientThreads(int size) {
    super(
        size,
        size,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name("jobs-", 1).factory());
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }
}
