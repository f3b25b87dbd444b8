package io.cloister.api.limits;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one caller may call.
 *
 * @param requestsPerMinute in the long run; an administrator's tokens are not counted
 * @param burst at once
 * @param answersKept how long the answer to an Idempotency-Key is kept
 */
@Validated
@ConfigurationProperties("cloister.api")
record LimitProperties(
    @DefaultValue("1200") @Positive int requestsPerMinute,
    @DefaultValue("300") @Positive int burst,
    @DefaultValue("24h") @NotNull Duration answersKept) {}
