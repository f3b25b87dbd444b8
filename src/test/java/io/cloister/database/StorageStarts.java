package io.cloister.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloister.Cloister;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.commons.logging.LogFactory;
import org.h2.Driver;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.Assert;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts {@link StorageProcess} many times at little cost: the first one leaves an archive of the
 * classes that it loaded, as the virtual machine keeps them, from which all others begin.
 */
final class StorageStarts {

  /** Of each library one, and of the product and its tests. */
  private static final List<Class<?>> USED =
      List.of(
          StorageProcess.class,
          Cloister.class,
          Driver.class,
          BeanFactory.class,
          ApplicationEventPublisher.class,
          Assert.class,
          JdbcClient.class,
          TransactionTemplate.class,
          LogFactory.class,
          Logger.class,
          JsonMapper.class,
          JsonParser.class,
          JsonProperty.class,
          NullMarked.class);

  private final List<String> usual;
  private final Path archive;

  private StorageStarts(List<String> usual, Path archive) {
    this.usual = usual;
    this.archive = archive;
  }

  /**
   * @param folder for what is made only once
   */
  static StorageStarts in(Path folder) throws IOException {
    var usual =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(folder));
    return new StorageStarts(usual, folder.resolve("classes.jsa"));
  }

  /** Short, and without folders: of classes in these there can be no archive. */
  private static String classPath(Path folder) throws IOException {
    var paths = new LinkedHashSet<String>();
    for (var one : USED) {
      var path = Path.of(URI.create(location(one)));
      paths.add(
          Files.isDirectory(path)
              ? packed(path, folder.resolve("classes-%d.jar".formatted(paths.size()))).toString()
              : path.toString());
    }
    return String.join(File.pathSeparator, paths);
  }

  private static String location(Class<?> one) {
    return one.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  private static Path packed(Path classes, Path jar) throws IOException {
    try (var all = Files.walk(classes);
        var packed = new JarOutputStream(Files.newOutputStream(jar))) {
      packed.setLevel(0);
      for (var each : (Iterable<Path>) all::iterator) {
        if (each.toString().endsWith(".class")) {
          var name = classes.relativize(each).toString().replace(File.separatorChar, '/');
          packed.putNextEntry(new JarEntry(name));
          Files.copy(each, packed);
        }
      }
    }
    return jar;
  }

  /** The command of the one that leaves the archive. */
  List<String> first(List<String> arguments) {
    return command("-XX:ArchiveClassesAtExit=" + archive, arguments);
  }

  List<String> next(List<String> arguments) {
    return command("-XX:SharedArchiveFile=" + archive, arguments);
  }

  private List<String> command(String option, List<String> arguments) {
    var command = new ArrayList<>(usual);
    command.add(1, option);
    command.add(StorageProcess.class.getName());
    command.addAll(arguments);
    return command;
  }
}
