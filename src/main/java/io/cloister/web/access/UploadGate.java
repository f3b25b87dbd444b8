package io.cloister.web.access;

import io.cloister.identity.SignedIn;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.FreeSpace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns uploads and imports away that the disk has no room for, before their first byte is taken:
 * the parts of a form are written to the disk before any page or call is asked.
 */
final class UploadGate extends OncePerRequestFilter {

  private final FreeSpace space;

  UploadGate(FreeSpace space) {
    this.space = space;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isOf(request, "multipart/")
        && !isOf(request, "application/offset+octet-stream")
        && !isOf(request, MediaType.APPLICATION_NDJSON_VALUE)
        && !isOf(request, "application/zip");
  }

  static boolean isOf(HttpServletRequest request, String type) {
    var sent = request.getContentType();
    return sent != null && sent.regionMatches(true, 0, type, 0, type.length());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn) {
      try {
        space.require(Math.max(0, request.getContentLengthLong()));
      } catch (DiskFull _) {
        response.sendError(HttpStatus.INSUFFICIENT_STORAGE.value());
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
