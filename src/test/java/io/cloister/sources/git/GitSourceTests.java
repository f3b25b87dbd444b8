package io.cloister.sources.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.sources.TriedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A repository on the real disk. */
@Running
class GitSourceTests {

  private static final String VALVES =
      """
      The valve is inspected in autumn.
      It is closed by hand and opened by hand.
      The seal is changed every second year.
      """;

  @LocalServerPort int port;

  @Value("${cloister.sources.folders}")
  Path watched;

  private TriedSource source;
  private Path folder;
  private Git git;

  @BeforeEach
  void furnish() throws IOException, GitAPIException {
    source = new TriedSource(port);
    folder = Files.createDirectories(watched.resolve(source.name()));
    git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  @AfterEach
  void end() {
    source.close();
    git.close();
  }

  @Test
  void bringsWhatACommitChangesAndFollowsWhatItRenames() throws IOException, GitAPIException {
    put("plant/valves.txt", VALVES);
    put("plant/pumps.txt", "The pump is oiled in spring.");
    put(".github/notes.txt", "Nobody reads this.");
    put("big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    Files.createSymbolicLink(folder.resolve("passwd.txt"), Path.of("/etc/passwd"));
    commit();
    put("untracked.txt", "Not yet of the branch.");
    source.add("git", place(""), ",\"folderTags\":true,\"whenGone\":\"bin\"");
    assertThat(source.files()).containsExactlyInAnyOrder("valves.txt", "pumps.txt");
    assertThat(source.failures()).contains("big.bin", "not-in-repository");

    Files.delete(folder.resolve("big.bin"));
    source.look();
    assertThat(source.last("unchanged")).as("only commits count").isEqualTo(2);

    Files.delete(folder.resolve("plant/pumps.txt"));
    Files.delete(folder.resolve("plant/valves.txt"));
    put("works/shut-off.txt", VALVES + "And once more.\n");
    commit();
    source.look();
    assertThat(source.last("updated")).isEqualTo(1);
    assertThat(source.last("binned")).isEqualTo(1);
    assertThat(source.files()).containsExactlyInAnyOrder("shut-off.txt", "untracked.txt");
    assertThat(source.version("shut-off.txt")).isEqualTo(2);

    Files.delete(folder.resolve("works/shut-off.txt"));
    Files.delete(folder.resolve("untracked.txt"));
    commit();
    source.look();
    assertThat(source.problem()).as("a commit that removes all").isEqualTo("empty-place");
    source.binHeldBack();
    assertThat(source.last("binned")).isEqualTo(2);
    assertThat(source.files()).isEmpty();
  }

  @Test
  void looksAtTheBranchThatIsNamed() throws IOException, GitAPIException {
    put("a.txt", "Of the main branch.");
    commit();
    git.checkout().setCreateBranch(true).setName("works").call();
    put("b.txt", "Of the other branch.");
    commit();
    source.add("git", place("main"), "");
    assertThat(source.files()).containsExactly("a.txt");

    source.change("git", place("gone"), "");
    source.look();
    assertThat(source.problem()).isEqualTo("no-branch");
    source.change("git", place("works"), "");
    source.look();
    assertThat(source.files()).containsExactlyInAnyOrder("a.txt", "b.txt");
  }

  @Test
  void looksAtWholeRepositoriesOnly() throws IOException, GitAPIException {
    put("a.txt", "A first one.");
    commit();
    source.add("git", place(""), "");
    Files.createDirectories(folder.resolve(".git/objects/info"));
    Files.writeString(folder.resolve(".git/objects/info/alternates"), "/srv/other/objects\n");
    source.look();
    assertThat(source.problem()).isEqualTo("borrowing-repository");
    Files.delete(folder.resolve(".git/objects/info/alternates"));
    var others = Files.createTempDirectory(watched, "others");
    var pack = folder.resolve(".git/objects/pack");
    Files.move(pack, others.resolve("pack"));
    Files.createSymbolicLink(pack, others.resolve("pack"));
    source.look();
    assertThat(source.problem()).as("a link within").isEqualTo("borrowing-repository");
    Files.delete(pack);
    Files.move(others.resolve("pack"), pack);
    source.look();
    assertThat(source.problem()).isNull();

    Files.createDirectories(folder.resolve("none"));
    assertThat(source.refused("git", "{\"folder\":\"%s/none\"}".formatted(source.name()), ""))
        .contains("no Git repository");
    assertThat(source.refused("git", "{\"folder\":\"/etc\"}", "")).contains("\"field\":\"folder\"");
    assertThat(source.refused("git", place("a..b"), "")).contains("\"field\":\"branch\"");
  }

  private String place(String branch) {
    return "{\"folder\":\"%s\",\"branch\":\"%s\"}".formatted(source.name(), branch);
  }

  private void put(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void commit() throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    git.commit().setMessage("Change").setAuthor("Ada", "ada@example.com").setSign(false).call();
  }
}
