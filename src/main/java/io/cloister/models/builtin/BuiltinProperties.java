package io.cloister.models.builtin;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How the built-in model is run.
 *
 * @param nativeCode the folder into which its native libraries are unpacked
 */
@Validated
@ConfigurationProperties("cloister.models.builtin")
record BuiltinProperties(Path nativeCode) {}
