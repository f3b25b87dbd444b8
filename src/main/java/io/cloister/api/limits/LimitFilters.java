package io.cloister.api.limits;

import io.cloister.api.Problems;
import io.cloister.database.OneSync;
import io.cloister.ingest.FreeSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** All come after the security chain: they count and keep by who is asking. */
@Configuration(proxyBeanMethods = false)
class LimitFilters {

  private static final int AFTER_SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER + 10;

  private static final String[] FOR_PROGRAMS = {"/api/*", "/v1/*", "/mcp/*", "/mcp"};

  @Bean
  FilterRegistrationBean<RateLimitFilter> rateLimit(LimitProperties properties, Problems problems) {
    var filter = new FilterRegistrationBean<>(new RateLimitFilter(properties, problems));
    filter.addUrlPatterns(FOR_PROGRAMS);
    filter.setOrder(AFTER_SECURITY);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimit(LimitProperties properties, Problems problems) {
    var filter =
        new FilterRegistrationBean<>(new BodyLimitFilter(properties.largestBody(), problems));
    filter.addUrlPatterns(FOR_PROGRAMS);
    filter.setOrder(AFTER_SECURITY + 1);
    return filter;
  }

  /**
   * @param incoming where bodies wait to be read, those of uploads too
   */
  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotency(
      KeptAnswers answers,
      KeptRights rights,
      JsonMapper json,
      Problems problems,
      FreeSpace space,
      OneSync syncs,
      @Value("${spring.servlet.multipart.location}") Path incoming)
      throws IOException {
    var filter =
        new FilterRegistrationBean<>(
            new IdempotencyFilter(
                answers, rights, json, problems, space, emptied(incoming), syncs));
    filter.addUrlPatterns("/api/v1/*");
    filter.setOrder(AFTER_SECURITY + 2);
    return filter;
  }

  /** What was coming in when the process was killed was never acknowledged. */
  private static Path emptied(Path folder) throws IOException {
    try (var left = Files.newDirectoryStream(Files.createDirectories(folder), "*.tmp")) {
      for (var file : left) {
        Files.deleteIfExists(file);
      }
    }
    return folder;
  }
}
