package io.cloister.api.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloister.api.Problems;
import io.cloister.identity.Role;
import io.cloister.identity.SignedIn;
import io.cloister.identity.UserId;
import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets each caller call only so often; an administrator's programs are not counted. */
final class RateLimitFilter extends OncePerRequestFilter {

  private final Cache<UserId, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(10)).maximumSize(50_000).build();
  private final LimitProperties properties;
  private final Problems problems;

  RateLimitFilter(LimitProperties properties, Problems problems) {
    this.properties = properties;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!(SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn caller)
        || isExempt(caller)) {
      chain.doFilter(request, response);
      return;
    }
    var taken = buckets.get(caller.actor().user(), _ -> bucket()).tryConsumeAndReturnRemaining(1);
    if (taken.isConsumed()) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds() + 1;
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    problems.write(
        Problems.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            "More than %d calls a minute".formatted(properties.requestsPerMinute()),
            "Wait as long as the header Retry-After says."),
        request,
        response);
  }

  private static boolean isExempt(SignedIn caller) {
    return caller.means() == SignedIn.Means.TOKEN && caller.actor().is(Role.ADMIN);
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit ->
            limit
                .capacity(properties.burst())
                .refillGreedy(properties.requestsPerMinute(), Duration.ofMinutes(1)))
        .build();
  }
}
