package io.cloister.api.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What makes two requests the same: method, address and body. */
final class RequestHash {

  private final MessageDigest digest;

  private RequestHash(MessageDigest digest) {
    this.digest = digest;
  }

  static RequestHash of(HttpServletRequest request) {
    try {
      var hash = new RequestHash(MessageDigest.getInstance("SHA-256"));
      hash.add(request.getMethod());
      hash.add(request.getRequestURI());
      hash.add(request.getQueryString());
      return hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The part's names and bytes, but not the boundary, which a client draws anew each time. */
  void addParts(HttpServletRequest request) throws IOException, ServletException {
    for (var part : request.getParts()) {
      add(part.getName());
      add(part.getSubmittedFileName());
      add(String.valueOf(part.getSize()));
      try (var in = part.getInputStream();
          var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        in.transferTo(out);
      }
    }
  }

  MessageDigest digest() {
    return digest;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void add(@Nullable String text) {
    digest.update((text == null ? "" : text).getBytes(UTF_8));
    digest.update((byte) 0);
  }
}
