package io.cloister.models.builtin;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the built-in models are run.
 *
 * @param nativeCode the folder into which its native libraries are unpacked
 * @param folder the folder of a model of one's own, to be run instead; empty for the shipped one
 * @param rerankerFolder the folder of a ranking model of one's own; empty for none
 */
@Validated
@ConfigurationProperties("cloister.models.builtin")
record BuiltinProperties(
    Path nativeCode, @DefaultValue("") String folder, @DefaultValue("") String rerankerFolder) {}
