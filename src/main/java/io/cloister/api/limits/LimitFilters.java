package io.cloister.api.limits;

import io.cloister.api.Problems;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Both come after the security chain: they count and keep by who is asking. */
@Configuration(proxyBeanMethods = false)
class LimitFilters {

  private static final int AFTER_SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER + 10;

  @Bean
  FilterRegistrationBean<RateLimitFilter> rateLimit(LimitProperties properties, Problems problems) {
    var filter = new FilterRegistrationBean<>(new RateLimitFilter(properties, problems));
    filter.addUrlPatterns("/api/*", "/v1/*", "/mcp/*", "/mcp");
    filter.setOrder(AFTER_SECURITY);
    return filter;
  }

  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotency(
      KeptAnswers answers, Problems problems, @Value("${cloister.data}") Path data) {
    var filter =
        new FilterRegistrationBean<>(
            new IdempotencyFilter(answers, problems, data.resolve("incoming")));
    filter.addUrlPatterns("/api/v1/*");
    filter.setOrder(AFTER_SECURITY + 1);
    return filter;
  }
}
