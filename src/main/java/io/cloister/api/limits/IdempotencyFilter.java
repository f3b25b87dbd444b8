package io.cloister.api.limits;

import io.cloister.api.KeptInstead;
import io.cloister.api.Problems;
import io.cloister.api.limits.KeptAnswers.Answer;
import io.cloister.database.OneSync;
import io.cloister.identity.Actor;
import io.cloister.identity.SignedIn;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.FreeSpace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a POST with an Idempotency-Key happen once: the same key and body get the same answer
 * again, the same key with another body is refused. A request that failed may be sent again.
 *
 * <p>Requests with one key wait for one another. The answer is kept before it is given, so whoever
 * has seen one gets it again even after a crash; whoever has not may find that it happened.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final int MOST_KEPT = 8 << 20;
  private static final int MOST_WAITED_SECONDS = 30;

  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(1024).toArray(ReentrantLock[]::new);
  private final KeptAnswers answers;
  private final KeptRights rights;
  private final JsonMapper json;
  private final Problems problems;
  private final FreeSpace space;
  private final Path incoming;
  private final OneSync syncs;

  IdempotencyFilter(
      KeptAnswers answers,
      KeptRights rights,
      JsonMapper json,
      Problems problems,
      FreeSpace space,
      Path incoming,
      OneSync syncs) {
    this.answers = answers;
    this.rights = rights;
    this.json = json;
    this.problems = problems;
    this.space = space;
    this.incoming = incoming;
    this.syncs = syncs;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return !"POST".equals(request.getMethod())
        || request.getHeader(HEADER) == null
        // a stream is not an answer that could be given twice
        || (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!(SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn caller)) {
      chain.doFilter(request, response);
      return;
    }
    var key = request.getHeader(HEADER);
    if (!KEY.matcher(key).matches()) {
      refuse(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "malformed",
          "An Idempotency-Key has 1 to 200 visible ASCII characters",
          "Use a new random UUID for each thing that is to be created.");
      return;
    }
    var hash = RequestHash.of(request);
    var type = request.getContentType();
    if (type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
      if (addParts(hash, request)) {
        // what was uploaded and the answer go to the disk together, before the answer is given
        var uploaded = new ContentCachingResponseWrapper(response);
        try (var _ = syncs.begin()) {
          once(caller.actor(), key, hash.hex(), request, uploaded, chain);
        }
        uploaded.copyBodyToResponse();
      } else {
        chain.doFilter(request, response);
      }
      return;
    }
    try (var spooled = SpooledRequest.of(request, hash.digest(), incoming, space)) {
      once(caller.actor(), key, hash.hex(), spooled, response, chain);
    } catch (DiskFull _) {
      response.sendError(HttpStatus.INSUFFICIENT_STORAGE.value());
    }
  }

  /** False if the upload cannot be read; then it is for the controller's side to say why. */
  private static boolean addParts(RequestHash hash, HttpServletRequest request) {
    try {
      hash.addParts(request);
      return true;
    } catch (IllegalStateException | ServletException | IOException e) {
      return false;
    }
  }

  private void once(
      Actor caller,
      String key,
      String hash,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    var account = caller.user();
    var lock = locks[Math.floorMod((account + key).hashCode(), locks.length)];
    if (!acquired(lock)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      refuse(
          request,
          response,
          HttpStatus.CONFLICT,
          "idempotency-key-in-use",
          "A request with this Idempotency-Key is still being worked on",
          "Send it again in a few seconds to get its answer.");
      return;
    }
    try {
      var kept = answers.find(account, key);
      if (kept.isEmpty()) {
        first(caller, key, hash, request, response, chain);
      } else if (kept.get().requestHash().equals(hash)) {
        again(kept.get(), caller, request, response);
      } else {
        refuse(
            request,
            response,
            HttpStatus.CONFLICT,
            "idempotency-key-reused",
            "This Idempotency-Key was used for another request",
            "Use a new key for each thing that is to be created.");
      }
    } finally {
      lock.unlock();
    }
  }

  private void first(
      Actor caller,
      String key,
      String hash,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    var answer = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, answer);
    boolean succeeded = answer.getStatus() >= 200 && answer.getStatus() < 300;
    if (succeeded && !request.isAsyncStarted() && answer.getContentSize() <= MOST_KEPT) {
      var instead = KeptInstead.in(request);
      answers.keep(
          caller.user(),
          key,
          new Answer(
              hash,
              answer.getStatus(),
              answer.getContentType(),
              answer.getHeader(HttpHeaders.LOCATION),
              instead == null ? answer.getContentAsByteArray() : json.writeValueAsBytes(instead),
              rights.of(caller)));
    }
    answer.copyBodyToResponse();
  }

  private void again(
      Answer kept, Actor caller, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!rights.allow(kept, caller)) {
      refuse(
          request,
          response,
          HttpStatus.CONFLICT,
          "answer-withheld",
          "This was done, but you may not read any more what was answered",
          "Ask for what it made; to have it done once more, use a new key.");
      return;
    }
    response.setStatus(kept.status());
    response.setHeader("Idempotent-Replayed", "true");
    if (kept.mediaType() != null) {
      response.setContentType(kept.mediaType());
    }
    if (kept.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, kept.location());
    }
    response.getOutputStream().write(kept.body());
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String code,
      String detail,
      String hint)
      throws IOException {
    problems.write(Problems.of(status, code, detail, hint), request, response);
  }

  private static boolean acquired(ReentrantLock lock) {
    try {
      return lock.tryLock(MOST_WAITED_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
