package io.cloister.ingest.read.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The program of that name, where it is installed: a process for each picture, with one thread
 * each, since several threads make it slower. Safe for concurrent use.
 */
public final class Tesseract {

  /** All that there is of a picture that has no pages. */
  static final int WHOLE = -1;

  private static final long LARGEST_RESULT = 8 << 20;

  private final List<String> languages;

  private Tesseract(List<String> languages) {
    this.languages = languages;
  }

  /** What this machine has. */
  public static Tesseract here() {
    try {
      var process =
          new ProcessBuilder("tesseract", "--list-langs")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      return new Tesseract(
          said.lines().map(String::strip).filter(line -> line.matches("[\\w/]+")).toList());
    } catch (IOException _) {
      return new Tesseract(List.of());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Tesseract(List.of());
    }
  }

  /** What it can read, as it calls them; empty if it is not installed. */
  public List<String> languages() {
    return languages;
  }

  /** Whether it can tell in which script, and which way up, a picture is written. */
  public boolean seesScripts() {
    return languages.contains("osd");
  }

  /**
   * The words of a picture or a page of one.
   *
   * @param page from 0, or {@link #WHOLE}
   * @param mayBeTurned whether to look which way up it is, which takes longer than to read a small
   *     one
   * @param scratch a folder of its own
   * @param goesOn asked several times a second
   * @return null if it was stopped or cannot read the picture
   */
  @Nullable String read(
      Path picture,
      int page,
      String languages,
      boolean mayBeTurned,
      Path scratch,
      BooleanSupplier goesOn)
      throws IOException {
    var found =
        run(
            picture,
            page,
            scratch,
            goesOn,
            "-l",
            languages,
            "--psm",
            mayBeTurned && seesScripts() ? "1" : "3",
            "-c",
            "tessedit_create_tsv=1");
    return found == null ? null : TesseractWords.of(found);
  }

  /**
   * The name of the script that a picture is written in, as {@code Latin}; null if unknown.
   *
   * @param page from 0, or {@link #WHOLE}
   */
  @Nullable String script(Path picture, int page, Path scratch, BooleanSupplier goesOn)
      throws IOException {
    var found = run(picture, page, scratch, goesOn, "-l", "osd", "--psm", "0");
    return found == null
        ? null
        : found
            .lines()
            .filter(line -> line.startsWith("Script: "))
            .map(line -> line.substring("Script: ".length()).strip())
            .findFirst()
            .orElse(null);
  }

  private @Nullable String run(
      Path picture, int page, Path scratch, BooleanSupplier goesOn, String... options)
      throws IOException {
    var out = Files.createTempDirectory(scratch, "ocr");
    var command = new java.util.ArrayList<String>();
    command.addAll(List.of("tesseract", picture.toString(), out.resolve("found").toString()));
    command.addAll(List.of("-c", "tessedit_page_number=" + page));
    command.addAll(List.of(options));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    var process = builder.start();
    try {
      process.getOutputStream().close();
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        if (!goesOn.getAsBoolean()) {
          return null;
        }
      }
      return process.exitValue() == 0 ? result(out) : null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      process.destroyForcibly();
      org.springframework.util.FileSystemUtils.deleteRecursively(out);
    }
  }

  private static @Nullable String result(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var file = files.findFirst().orElse(null);
      return file == null || Files.size(file) > LARGEST_RESULT
          ? null
          : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
  }
}
