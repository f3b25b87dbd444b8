package io.cloister.sources.git;

import io.cloister.sources.place.Before;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.ItemFailed;
import io.cloister.sources.place.Listing;
import io.cloister.sources.place.PassedOver;
import io.cloister.sources.place.Place.Git;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.PlaceLooker;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourceRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.io.DisabledOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at the tracked files of a branch as its last commit has them, not at the working tree. Only
 * files that differ from what was seen are read; between two commits the renamed ones are followed.
 */
@Component
class GitLooker implements PlaceLooker<Git> {

  private static final int MOST_FILES = 500_000;
  private static final int LONGEST_PATH = 4_096;
  private static final int LONGEST_BRANCH = 200;
  private static final byte[] LFS =
      "version https://git-lfs".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final Repositories repositories;

  GitLooker(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public Class<Git> form() {
    return Git.class;
  }

  @Override
  public Git checked(Git wanted) {
    if (wanted.branch().length() > LONGEST_BRANCH
        || !(wanted.branch().isEmpty()
            || Repository.isValidRefName(Constants.R_HEADS + wanted.branch()))) {
      throw new SourceRefused(
          "branch",
          "no-branch",
          "This is no name of a branch",
          "Enter a branch as main, or nothing for the one that is checked out.");
    }
    return new Git(repositories.checked(wanted.folder()), wanted.branch());
  }

  @Override
  public Seen look(Git place, Before before) throws IOException {
    var repository = repositories.open(place.folder());
    try (var walk = new RevWalk(repository)) {
      var commit = walk.parseCommit(tip(repository, place.branch()));
      return new SeenCommit(
          repository,
          files(repository, commit, before.goingOn()),
          renamed(repository, walk, before.leftOff(), commit),
          commit.name());
    } catch (IOException | RuntimeException e) {
      repository.close();
      throw e;
    }
  }

  private static ObjectId tip(Repository repository, String branch) throws IOException {
    var names =
        branch.isEmpty()
            ? List.of(Constants.HEAD)
            : List.of(Constants.R_HEADS + branch, Constants.R_REMOTES + "origin/" + branch);
    for (var name : names) {
      Ref ref = repository.exactRef(name);
      if (ref != null && ref.getObjectId() != null) {
        return ref.getObjectId();
      }
    }
    throw new PlaceFailed(SourceProblem.NO_BRANCH);
  }

  private static List<Tracked> files(Repository repository, RevCommit commit, Runnable goingOn)
      throws IOException {
    var files = new Listing<Tracked>(MOST_FILES);
    try (var walk = new TreeWalk(repository)) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        goingOn.run(); // a few objects can be named so often that nobody sees the end
        var path = walk.getPathString();
        if (isFile(walk.getFileMode(0))
            && !PassedOver.isHidden(path)
            && !PassedOver.is(path)
            && path.length() <= LONGEST_PATH) {
          files.add(new Tracked(repository, path, walk.getObjectId(0)), path.length());
        }
      }
    }
    return files.items();
  }

  /** Neither a link nor another repository. */
  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  private static Map<String, String> renamed(
      Repository repository, RevWalk walk, @Nullable String since, RevCommit commit)
      throws IOException {
    var renamed = new HashMap<String, String>();
    if (since == null || since.equals(commit.name())) {
      return renamed;
    }
    try (var diff = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      diff.setRepository(repository);
      diff.setDetectRenames(true);
      for (var entry :
          diff.scan(walk.parseCommit(ObjectId.fromString(since)).getTree(), commit.getTree())) {
        if (entry.getChangeType() == ChangeType.RENAME) {
          renamed.put(entry.getNewPath(), entry.getOldPath());
        }
      }
    } catch (MissingObjectException _) {
      // its history was written anew; what is the same is known by its content
    }
    return renamed;
  }

  private record SeenCommit(
      Repository repository, List<Tracked> items, Map<String, String> renamed, String leftOff)
      implements Seen {

    @Override
    public Rest rest() {
      return Rest.GONE;
    }

    @Override
    public void close() {
      repository.close();
    }
  }

  private record Tracked(Repository repository, String path, ObjectId content) implements Item {

    @Override
    public String mark() {
      return content.name();
    }

    @Override
    public InputStream open() throws IOException {
      var bytes = new BufferedInputStream(repository.open(content).openStream());
      bytes.mark(LFS.length);
      if (Arrays.equals(bytes.readNBytes(LFS.length), LFS)) {
        bytes.close();
        throw new ItemFailed(SourceProblem.NOT_IN_REPOSITORY);
      }
      bytes.reset();
      return bytes;
    }
  }
}
