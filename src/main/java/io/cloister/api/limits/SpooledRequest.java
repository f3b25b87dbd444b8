package io.cloister.api.limits;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A request whose body was read once to be hashed, and is there again: a long one in a file. */
final class SpooledRequest extends HttpServletRequestWrapper implements Closeable {

  private static final int IN_MEMORY = 64 * 1024;

  private final byte[] start;
  private final @Nullable Path file;

  private SpooledRequest(HttpServletRequest request, byte[] start, @Nullable Path file) {
    super(request);
    this.start = start;
    this.file = file;
  }

  /** Reads the whole body, into memory or into a file in {@code folder}, and hashes it. */
  static SpooledRequest of(HttpServletRequest request, MessageDigest digest, Path folder)
      throws IOException {
    var in = new DigestInputStream(request.getInputStream(), digest);
    var start = in.readNBytes(IN_MEMORY);
    if (start.length < IN_MEMORY) {
      return new SpooledRequest(request, start, null);
    }
    var file = Files.createTempFile(Files.createDirectories(folder), "body", ".tmp");
    try (var out = Files.newOutputStream(file)) {
      out.write(start);
      in.transferTo(out);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new SpooledRequest(request, new byte[0], file);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Body(file == null ? new ByteArrayInputStream(start) : Files.newInputStream(file));
  }

  @Override
  public BufferedReader getReader() throws IOException {
    var encoding = getCharacterEncoding();
    return new BufferedReader(
        new InputStreamReader(
            getInputStream(),
            encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private static final class Body extends ServletInputStream {

    private final InputStream in;
    private boolean finished;

    Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      finished = read < 0;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      finished = read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is read by blocking");
    }
  }
}
