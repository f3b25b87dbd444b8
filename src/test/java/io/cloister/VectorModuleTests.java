package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VectorModuleTests {

  @TempDir Path folder;

  /** What the jar of these tests starts. */
  public static final class Started {

    public static void main(String[] arguments) {
      VectorModule.ensure();
      System.out.printf(
          "%s %d %s",
          VectorModule.isThere(), ProcessHandle.current().pid(), String.join(" ", arguments));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void isThereAfterAPlainStartOfAJarInTheSameProcess() throws Exception {
    var process = new ProcessBuilder(java(), "-Xmx64m", "-jar", jar(), "as", "given").start();

    assertThat(output(process)).isEqualTo("true %d as given", process.pid());
  }

  @Test
  void isNotAskedForWhereThatIsSwitchedOff() throws Exception {
    var builder = new ProcessBuilder(java(), "-Xmx64m", "-jar", jar());
    builder.environment().put(VectorModule.SWITCH, "off");

    assertThat(output(builder.start())).startsWith("false");
  }

  @Test
  void isAskedForOnce() {
    var line = List.of("java", "-Xmx1g", "-jar", "cloister.jar", "--server.port=1");
    var longer = VectorModule.withModule(line);

    assertThat(longer)
        .containsSubsequence("java", "--add-modules=jdk.incubator.vector", "-Xmx1g", "-jar")
        .endsWith("--server.port=1");
    assertThat(VectorModule.mayBeGivenAgain(line, Map.of())).isTrue();
    assertThat(VectorModule.mayBeGivenAgain(longer, Map.of())).isFalse();
  }

  @Test
  void leavesTheLastWordOnTheCompilerToWhoStartsIt() {
    var own = "-XX:Tier4InvocationThreshold=1000";

    assertThat(VectorModule.withModule(List.of("java", own, "-jar", "cloister.jar")))
        .containsSubsequence("-XX:Tier4InvocationThreshold=20000", own, "-jar");
  }

  @Test
  void isNotAskedForBehindTheBackOfADebugger() {
    var debugged = List.of("java", "-agentlib:jdwp=server=y", "-jar", "cloister.jar");
    var line = List.of("java", "-jar", "cloister.jar");

    assertThat(VectorModule.mayBeGivenAgain(debugged, Map.of())).isFalse();
    assertThat(
            VectorModule.mayBeGivenAgain(
                line, Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g -javaagent:agent.jar")))
        .isFalse();
    assertThat(VectorModule.mayBeGivenAgain(List.of("java", "Main"), Map.of())).isFalse();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String jar() throws IOException {
    var manifest = new Manifest();
    var entries = manifest.getMainAttributes();
    entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    entries.put(Attributes.Name.MAIN_CLASS, Started.class.getName());
    entries.put(
        Attributes.Name.CLASS_PATH,
        "%s %s".formatted(place(VectorModule.class), place(Started.class)));
    var jar = folder.resolve("started.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.finish();
    }
    return jar.toString();
  }

  private static String place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }
}
