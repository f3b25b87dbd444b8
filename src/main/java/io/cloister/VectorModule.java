package io.cloister;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees to it that {@code java -jar} computes with the processor's vector instructions. The module
 * for them is there only if the command line names it, and no manifest can. So the process replaces
 * itself, once and before anything else is begun, by the same command with the module: it keeps its
 * id, its output and who waits for it. Where that cannot be done it goes on without, and the system
 * page says so.
 */
final class VectorModule {

  static final String NAME = "jdk.incubator.vector";

  /** Switches this off, set to {@code off}. */
  static final String SWITCH = "CLOISTER_VECTOR_MODULE";

  /** Where a JVM takes options from besides. */
  private static final Set<String> OPTIONS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final String ASKED = "-Dcloister.vector-module=asked";

  /**
   * The second compiler waits four times as long as it does by itself. What goes round and round is
   * compiled all the same; but of the first minutes of work it took a fifth for code that then was
   * hardly used. Before the options of whoever starts it, so that theirs count.
   */
  private static final List<String> PATIENT =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=160000");

  private VectorModule() {}

  /** Does not return if the process is replaced. */
  static void ensure() {
    if (isThere() || !"Linux".equals(System.getProperty("os.name"))) {
      return;
    }
    try {
      var line = commandLine();
      if (mayBeGivenAgain(line, System.getenv())
          && ModuleFinder.ofSystem().find(NAME).isPresent()) {
        replaceBy(Files.readSymbolicLink(Path.of("/proc/self/exe")), withModule(line));
      }
    } catch (IOException | RuntimeException | LinkageError _) {
      // as well as it goes without
    }
  }

  static boolean isThere() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }

  private static List<String> commandLine() throws IOException {
    var bytes = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
  }

  /** Only what starts a jar, and nothing that a debugger or an agent hangs on. */
  static boolean mayBeGivenAgain(List<String> line, Map<String, String> environment) {
    return line.contains("-jar")
        && !line.contains(ASKED)
        && line.stream().noneMatch(VectorModule::isHungOn)
        && environment.entrySet().stream()
            .filter(each -> OPTIONS.contains(each.getKey()))
            .flatMap(each -> List.of(each.getValue().split("\\s+")).stream())
            .noneMatch(VectorModule::isHungOn)
        && !"off".equals(environment.get(SWITCH));
  }

  private static boolean isHungOn(String argument) {
    return argument.startsWith("-agent")
        || argument.startsWith("-javaagent")
        || argument.startsWith("-Xrunjdwp")
        || argument.startsWith("-Dcom.sun.management.jmxremote");
  }

  static List<String> withModule(List<String> line) {
    var longer = new ArrayList<>(line);
    longer.addAll(1, List.of("--add-modules=" + NAME, ASKED));
    longer.addAll(1, PATIENT);
    return longer;
  }

  /** {@code execv(3)}; returns only if that failed. */
  @SuppressWarnings("restricted")
  private static void replaceBy(Path program, List<String> line) {
    var linker = Linker.nativeLinker();
    var execv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("execv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    try (var arena = Arena.ofConfined()) {
      var arguments = arena.allocate(ADDRESS, line.size() + 1L);
      for (int i = 0; i < line.size(); i++) {
        arguments.setAtIndex(ADDRESS, i, arena.allocateFrom(line.get(i)));
      }
      arguments.setAtIndex(ADDRESS, line.size(), MemorySegment.NULL);
      var _ = (int) execv.invokeExact(arena.allocateFrom(program.toString()), arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("execv cannot be called", e);
    }
  }
}
