package io.cloister.api.compatible;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Programs made for others' dialects.
 *
 * @param origins of web pages elsewhere that may call {@code /v1}, as {@code https://chat.example}
 */
@Validated
@ConfigurationProperties("cloister.api.compatible")
record CompatibleProperties(@DefaultValue Set<String> origins) {}
