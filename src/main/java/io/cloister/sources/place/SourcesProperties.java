package io.cloister.sources.place;

import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What sources may look at.
 *
 * @param folders only these and what is below them; the first is made at the start
 * @param own what the product lives from; looked into by no source
 * @param settle a file that was written to within this time is left for the next run
 * @param tick how often it is looked whether a source is due
 * @param longestLook how long one look may take; the next goes on where it ended
 * @param patience how long another host may take to begin an answer
 * @param longestAnswer how long it may take to end one
 */
@Validated
@ConfigurationProperties("cloister.sources")
public record SourcesProperties(
    @NotEmpty List<Path> folders,
    @DefaultValue List<Path> own,
    @DefaultValue("10s") Duration settle,
    @DefaultValue("5s") Duration tick,
    @DefaultValue("30m") Duration longestLook,
    @DefaultValue("30s") Duration patience,
    @DefaultValue("10m") Duration longestAnswer) {}
