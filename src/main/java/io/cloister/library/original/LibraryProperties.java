package io.cloister.library.original;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where originals are kept.
 *
 * @param originals the folder of the original bytes
 */
@Validated
@ConfigurationProperties("cloister.library")
record LibraryProperties(Path originals) {}
