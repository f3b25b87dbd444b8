package io.cloister.web.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The words of every room: each file in the folder {@code messages} is found by itself. */
@Configuration(proxyBeanMethods = false)
class Messages {

  /** A room's own file is in English; the other languages carry their code in the name. */
  @Bean
  MessageSource messageSource() throws IOException {
    var files =
        new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties");
    var source = new ResourceBundleMessageSource();
    source.setBasenames(
        Arrays.stream(files)
            .map(Resource::getFilename)
            .filter(Objects::nonNull)
            .filter(name -> !name.contains("_"))
            .map(name -> "messages/" + name.substring(0, name.lastIndexOf('.')))
            .sorted()
            .distinct()
            .toArray(String[]::new));
    source.setDefaultEncoding(StandardCharsets.UTF_8.name());
    source.setFallbackToSystemLocale(false);
    source.setDefaultLocale(Locale.ENGLISH);
    return source;
  }
}
