package io.cloister.models.keys;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the master key is.
 *
 * @param master the key itself, 32 bytes in base64 or hexadecimal; empty if it is in the file
 * @param masterFile the file of the key; made when the first secret is sealed
 */
@Validated
@ConfigurationProperties("cloister.models.keys")
record KeyProperties(@DefaultValue("") String master, Path masterFile) {}
