package io.cloister.jobs;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How background work is run.
 *
 * @param workers how many jobs are run at the same time
 * @param longWorkers how many of those that take many minutes are run beside them
 * @param elsewhereWorkers how many of those that ask hosts elsewhere are run beside both
 * @param heartbeat how often a running job says that it lives; four missed and it is run again,
 *     unless it is running in this very process
 * @param retries how often a job is tried again after an unexpected failure
 * @param backOff the pause before the first retry; each later one is three times as long
 * @param stopWithin how long a stopping server waits for its running jobs
 * @param keep how long ended jobs are remembered
 */
@Validated
@ConfigurationProperties("cloister.jobs")
record JobsProperties(
    @DefaultValue("4") @Positive int workers,
    @DefaultValue("2") @Positive int longWorkers,
    @DefaultValue("4") @Positive int elsewhereWorkers,
    @DefaultValue("1s") Duration heartbeat,
    @DefaultValue("3") int retries,
    @DefaultValue("2s") Duration backOff,
    @DefaultValue("8s") Duration stopWithin,
    @DefaultValue("30d") Duration keep) {}
