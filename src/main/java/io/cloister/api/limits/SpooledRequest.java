package io.cloister.api.limits;

import io.cloister.ingest.DiskFull;
import io.cloister.ingest.FreeSpace;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A request whose body was read once to be hashed, and is there again: a long one in a file. */
final class SpooledRequest extends RereadRequest implements Closeable {

  private static final int IN_MEMORY = 64 * 1024;
  private static final int PIECE = 1024 * 1024;

  private final byte[] start;
  private final @Nullable Path file;

  private SpooledRequest(HttpServletRequest request, byte[] start, @Nullable Path file) {
    super(request);
    this.start = start;
    this.file = file;
  }

  /**
   * Reads the whole body, into memory or into a file in {@code folder}, and hashes it.
   *
   * @throws DiskFull if there is no room for it
   */
  static SpooledRequest of(
      HttpServletRequest request, MessageDigest digest, Path folder, FreeSpace space)
      throws IOException {
    var in = new DigestInputStream(request.getInputStream(), digest);
    var start = in.readNBytes(IN_MEMORY);
    if (start.length < IN_MEMORY) {
      return new SpooledRequest(request, start, null);
    }
    var file = Files.createTempFile(folder, "body", ".tmp");
    try (var out = Files.newOutputStream(file)) {
      for (var piece = start; piece.length > 0; piece = in.readNBytes(PIECE)) {
        space.require(PIECE);
        out.write(piece);
      }
    } catch (IOException | DiskFull e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new SpooledRequest(request, new byte[0], file);
  }

  @Override
  InputStream body() throws IOException {
    return file == null ? new ByteArrayInputStream(start) : Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
