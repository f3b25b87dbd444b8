package io.cloister.sources.git;

import io.cloister.sources.folder.AllowedFolders;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourceRefused;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens repositories that lie whole in a folder that sources may look at. */
@Component
class Repositories {

  static {
    // neither a person's settings nor a git program are looked for
    SystemReader.setInstance(new Alone(SystemReader.getInstance()));
  }

  private static final List<String> READ =
      List.of("HEAD", "config", "packed-refs", "refs", "reftable", "objects");

  private static final FileVisitor<Path> NO_LINKS =
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (!attributes.isRegularFile()) {
            throw new PlaceFailed(SourceProblem.BORROWING_REPOSITORY);
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          return FileVisitResult.CONTINUE; // not there, or tidied away meanwhile
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
          return FileVisitResult.CONTINUE;
        }
      };

  private final AllowedFolders folders;

  Repositories(AllowedFolders folders) {
    this.folders = folders;
  }

  /** The folder of the repository as it is kept. */
  String checked(String folder) {
    var real = folders.require(folder);
    if (gitFolder(real) == null) {
      throw new SourceRefused(
          "folder",
          "no-repository",
          "There is no Git repository in this folder",
          "Name the folder that .git is in, or a bare repository.");
    }
    return real.toString();
  }

  /**
   * @throws PlaceFailed if there is none, or a part of it lies elsewhere
   */
  Repository open(String folder) throws IOException {
    try {
      var git = gitFolder(folders.require(folder));
      if (git == null) {
        throw new PlaceFailed(SourceProblem.NO_REPOSITORY);
      }
      folders.require(git.toString());
      requireWhole(git);
      return new FileRepositoryBuilder().setGitDir(git.toFile()).setMustExist(true).build();
    } catch (SourceRefused e) {
      throw new PlaceFailed(SourceProblem.NO_FOLDER, e);
    }
  }

  /** No link and no note leads to objects that are nobody's business. */
  private static void requireWhole(Path git) throws IOException {
    if (Files.exists(git.resolve("commondir"))
        || Files.exists(git.resolve("objects/info/alternates"))) {
      throw new PlaceFailed(SourceProblem.BORROWING_REPOSITORY);
    }
    for (var part : READ) {
      Files.walkFileTree(git.resolve(part), NO_LINKS);
    }
  }

  private static @Nullable Path gitFolder(Path folder) {
    var inside = folder.resolve(".git");
    if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
      return inside;
    }
    return Files.isRegularFile(folder.resolve("HEAD"))
            && Files.isDirectory(folder.resolve("objects"), LinkOption.NOFOLLOW_LINKS)
        ? folder
        : null;
  }

  /** Knows nothing but the repository's own settings. */
  private static final class Alone extends SystemReader.Delegate {

    Alone(SystemReader usual) {
      super(usual);
    }

    @Override
    public @Nullable String getenv(String variable) {
      return null;
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return new Empty(parent, fs);
    }
  }

  private static final class Empty extends FileBasedConfig {

    Empty(Config parent, FS fs) {
      super(parent, Objects.requireNonNull(Path.of("none").toFile()), fs);
    }

    @Override
    public void load() {
      // there is nothing
    }

    @Override
    public void save() {
      // nor is anything kept
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
