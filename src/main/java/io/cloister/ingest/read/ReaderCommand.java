package io.cloister.ingest.read;

import io.cloister.ingest.read.parse.ReaderProcess;
import io.cloister.ingest.read.wire.Limits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@link ReaderProcess} from this program's own class path, be it folders and jars or one
 * executable jar. The child gets no environment and, where the system lets us, no network.
 */
public final class ReaderCommand {

  private static final String LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";
  private static final List<List<String>> WITHOUT_NETWORK =
      List.of(
          List.of("unshare", "--net"), List.of("unshare", "--map-root-user", "--net"), List.of());

  // 64 times the usual: a reader sees many formats and few files of each, and spent more than half
  // of its time on compiling what was hardly run again (see docs/measurements.md); what goes round
  // and round in a long file is compiled all the same
  private static final List<String> PATIENT_COMPILER =
      List.of(
          "-XX:Tier4InvocationThreshold=320000",
          "-XX:Tier4MinInvocationThreshold=48000",
          "-XX:Tier4CompileThreshold=960000",
          "-XX:Tier4BackEdgeThreshold=2560000");

  private final List<String> options;
  private final List<String> isolation;

  /**
   * @param options further options of the child's Java
   */
  public ReaderCommand(List<String> options) {
    this.options = List.copyOf(options);
    this.isolation =
        WITHOUT_NETWORK.stream().filter(ReaderCommand::works).findFirst().orElse(List.of());
  }

  /** Whether the children cannot reach any network. */
  public boolean isWithoutNetwork() {
    return !isolation.isEmpty();
  }

  Process start(Limits limits, Path folder) throws IOException {
    var command = new ArrayList<>(isolation);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx%dm".formatted(limits.heapMegabytes()));
    command.addAll(
        List.of(
            "-Xss2m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dpdfbox.fontcache=" + folder.toAbsolutePath().getParent(),
            "-Djava.io.tmpdir=" + folder.toAbsolutePath()));
    command.addAll(PATIENT_COMPILER);
    command.addAll(options);
    command.addAll(main());
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    keepLittle(builder.environment());
    return builder.start();
  }

  // the environment of the server holds secrets
  private static void keepLittle(Map<String, String> environment) {
    environment
        .keySet()
        .retainAll(List.of("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TESSDATA_PREFIX"));
  }

  private static List<String> main() {
    var name = ReaderProcess.class.getName();
    var place = ReaderProcess.class.getResource("ReaderProcess.class");
    var classPath = absolute(System.getProperty("java.class.path"));
    return place != null
            && place.getProtocol().equals("jar")
            && place.toString().contains("nested:")
        ? List.of("-cp", classPath, "-Dloader.main=" + name, LAUNCHER)
        : List.of("-cp", classPath, name);
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        List.of(classPath.split(File.pathSeparator)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private static boolean works(List<String> isolation) {
    if (isolation.isEmpty()) {
      return true;
    }
    try {
      var command = new ArrayList<>(isolation);
      command.add("true");
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
