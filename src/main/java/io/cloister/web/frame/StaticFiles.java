package io.cloister.web.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Style sheets, scripts, icons and fonts, all from this jar.
 *
 * <p>A browser asks for our own every time and is told that nothing has changed: by their content,
 * because the entries of a reproducible jar all bear the same date. The style sheet below a version
 * number never changes.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {

  private static final String TABLER = "/webjars/tabler__core/1.4.0/dist/css/";

  private final Map<String, String> tags = new ConcurrentHashMap<>();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(TABLER + "*.min.css")
        .addResourceLocations("classpath:/META-INF/resources" + TABLER)
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations("classpath:/static/")
        .setUseLastModified(false)
        .setEtagGenerator(this::tag)
        .setCacheControl(CacheControl.maxAge(Duration.ZERO).mustRevalidate().cachePublic());
  }

  private String tag(Resource file) {
    return tags.computeIfAbsent(
        file.getDescription(),
        _ -> {
          try {
            return "\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
