package io.cloister.models.log;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How calls wait to be written into the log.
 *
 * @param every how often what waits is written
 * @param most how many may wait; whoever comes when so many do writes them
 */
@Validated
@ConfigurationProperties("cloister.models.log")
record QueueProperties(
    @DefaultValue("1s") Duration every, @DefaultValue("10000") @Positive int most) {}
