package io.cloister.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How far threads of this process step back for others, as Linux tells it. */
public final class Niceness {

  private static final int MOST = 19; // more there is not

  /** Of {@link BackgroundThreads}, where this thread is as any other. */
  public static int ofBackground() throws IOException {
    return Math.min(MOST, ofThis() + 10);
  }

  /** Of this thread, or of what carries it. */
  static int ofThis() throws IOException {
    return of(Path.of("/proc/thread-self"));
  }

  private Niceness() {}

  /** Of all threads whose names begin so. */
  public static List<Integer> ofThreads(String name) throws IOException {
    try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      var niceness = new ArrayList<Integer>();
      for (var thread : threads) {
        if (Files.readString(thread.resolve("comm")).startsWith(name)) {
          niceness.add(of(thread));
        }
      }
      return niceness;
    }
  }

  private static int of(Path thread) throws IOException {
    var stat = Files.readString(thread.resolve("stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')')).split(" ")[17]); // see proc(5)
  }
}
