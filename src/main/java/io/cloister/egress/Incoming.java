package io.cloister.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What another host answered. Closing it before its end breaks the connection off, so that the
 * other side sees that nobody listens any more.
 *
 * @param headers names in lower case
 * @param body not read yet; the reader decides how much is too much
 */
public record Incoming(int status, Map<String, List<String>> headers, InputStream body)
    implements AutoCloseable {

  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
