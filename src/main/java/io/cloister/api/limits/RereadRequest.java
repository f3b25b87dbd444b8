package io.cloister.api.limits;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body is read through another stream than the connection's, by blocking. */
abstract class RereadRequest extends HttpServletRequestWrapper {

  RereadRequest(HttpServletRequest request) {
    super(request);
  }

  /** The body, from its beginning. */
  abstract InputStream body() throws IOException;

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Body(body());
  }

  @Override
  public BufferedReader getReader() throws IOException {
    var encoding = getCharacterEncoding();
    return new BufferedReader(
        new InputStreamReader(
            getInputStream(),
            encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
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

    /** As of every request that is not asynchronous. */
    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is read by blocking");
    }
  }
}
